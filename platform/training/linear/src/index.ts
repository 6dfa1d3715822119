export { crossValidate, type CrossValidationPlan, type FoldResult } from './cross-validation.js';
export { type Coefficients } from './irls.js';
export { fitModel, probabilities, type LabelledRows, type LogisticModel } from './logistic-model.js';
export { logisticRecipe, type LogisticRecipeSpec } from './logistic-recipe.js';
export { exportOnnx } from './onnx-export.js';
export { type Term } from './terms.js';
