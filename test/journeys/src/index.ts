export { callersOf, type Callers } from './support/callers.js';
export { freePorts } from './support/free-ports.js';
export { historyCount, settledHistory, type HistoryCount } from './support/lake-history.js';
export { idsInTopic, SCORED_TOPIC, withLogOf } from './support/log-of-a-mesh.js';
export { MeshProcess, type MeshPlace } from './support/mesh-process.js';
