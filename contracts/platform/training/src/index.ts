export { TrainingReported } from './training-reported.js';
export { RepeatedRun, TrainingRequested } from './training-requested.js';
export { platformTraining } from './training.product.js';
