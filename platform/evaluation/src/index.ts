export { brier } from './brier.js';
export { calibration, calibrationBinCount } from './calibration.js';
export { evaluate, type JudgedCases } from './evaluate.js';
export { EvaluationErrors } from './evaluation-errors.js';
export { rocAuc } from './roc-auc.js';
export { rocCurve } from './roc-curve.js';
export { subgroupMetrics, type SubgroupAttribute } from './subgroups.js';
