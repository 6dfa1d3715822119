export { ArmCounts, ArmsReported, ShadowCounts } from './arms-reported.js';
export { ModelPromoted } from './model-promoted.js';
export { platformModels } from './models.product.js';
export { RampPlan, RampStep, RolloutChanged } from './rollout-changed.js';
