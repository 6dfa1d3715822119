export { OnnxScorer, type OnnxScorerOptions, type ScoringRun } from './onnx-scorer.js';
export { ServingErrors } from './serving-errors.js';
export { openExplainable, type OpenedModel } from './explainable-model.js';
export { imageFormOf } from './image-form-of.js';
export { openAsked } from './open-asked.js';
