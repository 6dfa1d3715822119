export { ArtifactStore, MAX_ARTIFACT_BYTES } from './artifact-store.js';
export { ModelsErrors } from './models.errors.js';
export { ModelsModule, type ModelsOptions } from './models.module.js';
export { PostgresModelRegistry, type ListedModel } from './postgres-model-registry.js';
export { RolloutConductor } from './rollout/rollout-conductor.js';
export { RolloutErrors } from './rollout/rollout.errors.js';
export type { JudgedScore } from './rollout/rollout-request.js';
