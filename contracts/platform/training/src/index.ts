export { TrainingCancelled } from './training-cancelled.js';
export { TrainingLogged } from './training-logged.js';
export { TrainingOffered } from './training-offered.js';
export { TrainingReported } from './training-reported.js';
export { RepeatedRun, TrainingRequested } from './training-requested.js';
export { platformTraining } from './training.product.js';
