export { runRecipe, type RecipeOrder } from './recipe-runner.js';
export { sourceCommit } from './source-commit.js';
export { Trainer, type TrainerSettings } from './trainer.js';
