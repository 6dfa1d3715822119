export type {
  Alias,
  CalibrationBin,
  Measure,
  ModelMetrics,
  ModelVersion,
  NewModelVersion,
  RocPoint,
  Signature,
  SignatureTensor,
  SubgroupMetrics,
} from './model-version.js';
export { ALIAS_MOVED_TOPIC, ModelRegistry, type AliasMoved } from './model-registry.js';
export { HttpModelRegistry, type HttpModelRegistrySettings } from './http-model-registry.js';
export { RegistryErrors } from './registry.errors.js';
