export type { Repetition } from './repetition.js';
export { RunReader } from './run-reader.js';
export { RunStore } from './run-store.js';
export { TrainingErrors } from './training.errors.js';
export { TrainingModule } from './training.module.js';
export type { TrainingOptions } from './training-options.js';
export type { NewTraining, TrainingRequest } from './training-request.js';
export type { TrainingRun } from './training-run.js';
export { TrainingService } from './training.service.js';
