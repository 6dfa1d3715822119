export { backgroundOf, type Background } from './background.js';
export { Explainer, type ExplainerSettings } from './explainer.js';
export { ExplanationErrors } from './explanation.errors.js';
export type { Contribution, Explanation } from './explanation.js';
export type { ImageForm } from './image-form.js';
export { occlusionMap, type OcclusionMap, type OcclusionSettings } from './occlusion-map.js';
export type { ExplainableModel, RowFunction, Scale } from './row-function.js';
