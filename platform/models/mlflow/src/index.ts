export { MlflowErrors } from './mlflow.errors.js';
export { MlflowModule } from './mlflow.module.js';
export type { MlflowOptions } from './mlflow-settings.js';
