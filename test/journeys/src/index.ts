export { callersOf, type Callers } from './support/callers.js';
export { freePorts } from './support/free-ports.js';
export { ALARMING_READING, READING } from './support/heart-documents.js';
export { call, type Answered, type Sending } from './support/http-door.js';
export { historyCount, settledHistory, type HistoryCount } from './support/lake-history.js';
export { databaseUrlOf, idsInTopic, SCORED_TOPIC, withLogOf } from './support/log-of-a-mesh.js';
export { MeshProcess, type MeshPlace } from './support/mesh-process.js';
export { BEGIN_TIMEOUT_MS, startMeshForStory, type RunningMesh } from './support/running-mesh.js';
