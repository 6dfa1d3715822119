import { defineErrors } from '@mesh/product';

/** How a training can end without a model. */
export const WorkerErrors = defineErrors('TRAINING_RUN', {
  TIME_EXCEEDED: {
    kind: 'unavailable',
    title: 'The training took longer than it may',
    fix: 'Train on fewer rows, or raise the time limit.',
  },
  CANCELLED: { kind: 'conflict', title: 'The training was stopped', fix: 'Ask for it again.' },
  RECIPE_FAILED: {
    kind: 'invalid',
    title: 'The recipe did not give a model',
    fix: 'See code and reason, mend the data or the parameters, and train again.',
  },
  GATES_NOT_PASSED: {
    kind: 'conflict',
    title: 'The version does not reach the floors of its product',
    fix: 'See reasons; train on better data or promote it by hand.',
  },
});
