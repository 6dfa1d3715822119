export { runRecipe, type RecipeOrder } from './recipe-runner.js';
export { Trainer, type TrainerSettings } from './trainer.js';
export { WorkerErrors } from './worker-errors.js';
