import { defineErrors } from '@mesh/product/errors';

/** How a training can end without a model. None is worth the same try again: what asks anew is a person or a schedule. */
export const TrainingRunErrors = defineErrors('TRAINING_RUN', {
  TIME_EXCEEDED: {
    kind: 'conflict',
    title: 'The training took longer than it may',
    fix: 'Train on fewer rows, or raise the time limit of the recipe.',
  },
  OUT_OF_MEMORY: {
    kind: 'conflict',
    title: 'The training needed more memory than it may have',
    fix: 'Train on fewer rows, or raise the memory limit of the recipe.',
  },
  CANCELLED: { kind: 'conflict', title: 'The training was stopped', fix: 'Ask for it again.' },
  RECIPE_FAILED: {
    kind: 'invalid',
    title: 'The recipe did not give a model',
    fix: 'See code and reason, mend the data or the parameters, and train again.',
  },
  MODEL_MISSING: {
    kind: 'invalid',
    title: 'The recipe ended well and left no model.onnx',
    fix: 'Write the model into the folder of the run before ending with status 0.',
  },
  MODEL_BROKEN: {
    kind: 'invalid',
    title: 'The recipe wrote a model that cannot serve',
    fix: 'See reason; the input is features [N, k] and the output probability [N], both of 32-bit floats.',
  },
  RESULT_MISSING: {
    kind: 'invalid',
    title: 'The recipe ended well and left no readable result.json',
    fix: 'Write an object with hyperparameters and metrics, each of names and plain values.',
  },
  METRICS_MISSING: {
    kind: 'invalid',
    title: 'The result of the recipe has no metrics',
    fix: 'Write metrics into result.json: what the recipe measured on its training rows.',
  },
  PROGRAM_MISSING: {
    kind: 'conflict',
    title: 'The program of the recipe cannot be started here',
    fix: 'Install it where the service runs, or correct the command of the recipe.',
  },
  PYTHON_MISSING: {
    kind: 'conflict',
    title: 'The recipe waits for Python, which is not installed here',
    fix: 'Install Python 3.11 or later with its venv module (on Debian: python3 and python3-venv), then train again.',
  },
  ENVIRONMENT_FAILED: {
    kind: 'conflict',
    title: 'The virtual environment of the recipe could not be made',
    fix: 'See the log of the run: the package index must be reachable once, and each package have the hash of the lock.',
  },
  GATES_NOT_PASSED: {
    kind: 'conflict',
    title: 'The version does not reach the floors of its product',
    fix: 'See reasons; train on better data or promote it by hand.',
  },
});
