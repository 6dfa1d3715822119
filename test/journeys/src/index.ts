import type { HospitalMesh } from './expected-counts/hospital-mesh.js';

export type { HospitalMesh };
export { filesHolding, formsOf } from './support/bytes-below.js';
export { callersOf, type Callers } from './support/callers.js';
export { freePorts } from './support/free-ports.js';
export { ALARMING_READING, READING } from './support/heart-documents.js';
export { call, type Answered, type Sending } from './support/http-door.js';
export { historyCount, settledHistory, type HistoryCount } from './support/lake-history.js';
export { lakeMentions } from './support/lake-mentions.js';
export { databaseUrlOf, idsInTopic, SCORED_TOPIC, withLogOf } from './support/log-of-a-mesh.js';
export { MeshProcess, type MeshPlace } from './support/mesh-process.js';
export { startMlflowServer, type MlflowServer } from './support/mlflow-server.js';
export { BEGIN_TIMEOUT_MS, startMeshForStory, type RunningMesh } from './support/running-mesh.js';

/** Loaded when it is asked for: it waits as specs do, and benchmarks use what is above without one. */
export const startHospitalMesh = async (): Promise<HospitalMesh> =>
  (await import('./expected-counts/hospital-mesh.js')).HospitalMesh.start();
