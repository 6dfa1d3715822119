export { backgroundOf, type Background } from './background.js';
export { Explainer, type ExplainerSettings } from './explainer.js';
export { ExplanationErrors } from './explanation.errors.js';
export type { Contribution, Explanation } from './explanation.js';
export type { ExplainableModel, RowFunction, Scale } from './row-function.js';
