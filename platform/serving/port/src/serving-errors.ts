import { defineErrors } from '@mesh/product';

/** How loading a model and scoring with it can fail; every engine raises these. */
export const ServingErrors = defineErrors('SERVING', {
  MODEL_NOT_READY: {
    kind: 'unavailable',
    title: 'No version of the model is loaded yet',
    fix: 'Repeat the call after the time in Retry-After; promote a version if there is no champion.',
  },
  MODEL_STOPPED: {
    kind: 'unavailable',
    title: 'The version that serves did too badly in practice and must not answer',
    fix: 'Promote another version, or look at GET /evaluation/models/<name> and let this one answer again with POST …/resume.',
  },
  MODEL_INVALID: {
    kind: 'invalid',
    title: 'The model file cannot serve; the version before it stays in place',
    fix: 'Train again and register the result; reason names the check that failed.',
  },
  SIGNATURE_DIFFERS: {
    kind: 'conflict',
    title: 'The version expects other features than the model serves; the version before it stays in place',
    fix: 'Register a model with other features under a new name, or change the contract first.',
  },
  OUTCOME_DIFFERS: {
    kind: 'conflict',
    title: 'The version foresees another kind of outcome than the model serves; the version before it stays in place',
    fix: 'Register a model of counts, or of probabilities, under a new name, or change the declaration first.',
  },
  ROW_INVALID: {
    kind: 'invalid',
    title: 'A row does not have one value for each feature',
    fix: 'Send the features in the order of the signature, NaN where not measured.',
  },
  OVERLOADED: {
    kind: 'throttled',
    title: 'More rows are waiting to be scored than the queue holds',
    fix: 'Repeat the call after a short wait, or send fewer rows at a time.',
  },
  RUN_FAILED: {
    kind: 'fault',
    title: 'The model did not answer with a probability or a count',
    fix: 'Withdraw the version; the one before it takes over.',
  },
  CLOSED: {
    kind: 'unavailable',
    title: 'The scorer is shutting down',
    fix: 'Repeat the call; another instance answers.',
  },
});
