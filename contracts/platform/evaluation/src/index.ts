export { platformEvaluation } from './evaluation.product.js';
export { MeasuredFigure, ModelStanding } from './model-standing.js';
export { RuleActed } from './rule-acted.js';
