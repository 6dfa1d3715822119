export { ArtifactStore, MAX_ARTIFACT_BYTES } from './artifact-store.js';
export { OverrideDesk, type GateStanding } from './gates/override-desk.js';
export type { GateOverride } from './gates/override-store.js';
export type { ListedModel } from './listed-models.js';
export { ModelsErrors } from './models.errors.js';
export { ModelsModule, type ModelsOptions } from './models.module.js';
export { PostgresModelRegistry } from './postgres-model-registry.js';
export { RolloutConductor } from './rollout/rollout-conductor.js';
export { RolloutErrors } from './rollout/rollout.errors.js';
