export type { GateVerdict } from './gate-verdict.js';
export type { CountBin, CountMetrics, CountSubgroupMetrics } from './count-metrics.js';
export type { Measure } from './measure.js';
export type {
  Alias,
  ModelMetrics,
  ModelVersion,
  NewModelVersion,
  Signature,
  SignatureTensor,
} from './model-version.js';
export { COUNT_OUTPUT, isAnswer, outcomeInSignature, outcomeOf } from './outcome-of.js';
export type { CalibrationBin, ProbabilityMetrics, RocPoint, SubgroupMetrics } from './probability-metrics.js';
export { ALIAS_MOVED_TOPIC, ModelRegistry, type AliasMoved } from './model-registry.js';
export { HttpModelRegistry, type HttpModelRegistrySettings } from './http-model-registry.js';
export {
  EVALUATION_ACTED_TOPIC,
  STANDING_TOPIC,
  STANDING_TOPIC_SETTINGS,
  type EvaluationActed,
  type ModelStanding,
} from './model-standing.js';
export { scoreUuid, type JudgedScore } from './judged-score.js';
export { RegistryErrors } from './registry.errors.js';
export {
  ARMS_REPORTED_TOPIC,
  ROLLOUT_CHANGED_TOPIC,
  type ArmCounts,
  type ArmsReported,
  type Ramp,
  type Rollout,
  type RolloutChanged,
  type RolloutSource,
  type RolloutState,
  type ShadowCounts,
} from './rollout.js';
