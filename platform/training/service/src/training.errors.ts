import { defineErrors } from '@mesh/product';

/** What can be wrong with a request about training. */
export const TrainingErrors = defineErrors('TRAINING', {
  REQUEST_INVALID: {
    kind: 'invalid',
    title: 'The request for a training is not valid',
    fix: 'Correct the fields named in errors: model, and optionally parameters, csv (at most 1 MB) and reason; or repeat, the id of a run, and optionally reason.',
  },
  QUERY_INVALID: {
    kind: 'invalid',
    title: 'The query of the training runs is not valid',
    fix: 'Correct the parameters named in errors; model, limit and cursor are known.',
  },
  MODEL_UNKNOWN: {
    kind: 'missing',
    title: 'No product has announced this model',
    fix: 'Look for the model among the products of GET /catalog/products, and whether its service is up.',
  },
  TOO_MANY_WAITING: {
    kind: 'throttled',
    title: 'Too many trainings wait for their turn',
    fix: 'Wait until some of GET /training/runs have ended, then ask again.',
  },
  RUN_NOT_REPEATABLE: {
    kind: 'conflict',
    title: 'The run made no snapshot that could be learnt from again',
    fix: 'Repeat a run that has completed, or ask for a new one.',
  },
  SNAPSHOT_UNKNOWN: {
    kind: 'missing',
    title: 'No training has reported a snapshot of this hash',
    fix: 'Take the hash from snapshot of GET /training/runs/<id>, or of a version of the model.',
  },
  TOO_MANY_STREAMS: {
    kind: 'throttled',
    title: 'Too many event streams are open',
    fix: 'Close streams that nobody reads, or follow the run with GET /training/runs/<id>.',
  },
  RUN_ENDED: {
    kind: 'conflict',
    title: 'The run has ended and cannot be stopped any more',
    fix: 'See its state with GET /training/runs/<id>; a version that it made is withdrawn at the registry.',
  },
  RUN_UNKNOWN: {
    kind: 'missing',
    title: 'There is no training run of this id',
    fix: 'List the runs with GET /training/runs.',
  },
});
