export { findPython, type FoundPython } from './environment/find-python.js';
export {
  PythonEnvironments,
  type EnvironmentWatch,
  type PythonEnvironmentsSettings,
} from './environment/python-environments.js';
export { judgeModel, type JudgedModel, type Judgement } from './judge/judge-model.js';
export type { TrainingTable } from './protocol/order-files.js';
export type { RecipeResult } from './protocol/recipe-result.js';
export {
  OWN_RECIPES,
  RecipesOutsideNode,
  type RecipesOutsideNodeSettings,
  type TableTraining,
  type TrainingWatch,
} from './recipes-outside-node.js';
