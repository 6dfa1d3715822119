export { Retraining } from './actions/retraining.js';
export type { ColumnDrift, Drift } from './drift/compare-with-snapshot.js';
export { EvaluationModule } from './evaluation.module.js';
export type { EvaluationOptions } from './evaluation-options.js';
export { EvaluationService } from './evaluation.service.js';
export { WatchErrors } from './evaluation.errors.js';
export type { PastAction } from './http/evaluation-reader.js';
export type { Figures, GroupPerformance, ModelReport } from './measuring/figures.js';
export type { Performance } from './measuring/measure-performance.js';
