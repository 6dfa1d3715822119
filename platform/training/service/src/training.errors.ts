import { defineErrors } from '@mesh/product';

/** What can be wrong with a request about training. */
export const TrainingErrors = defineErrors('TRAINING', {
  REQUEST_INVALID: {
    kind: 'invalid',
    title: 'The request for a training is not valid',
    fix: 'Correct the fields named in errors: model, and optionally parameters, csv (at most 5 MB) and reason.',
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
  TOO_MANY_STREAMS: {
    kind: 'throttled',
    title: 'Too many event streams are open',
    fix: 'Close streams that nobody reads, or follow the run with GET /training/runs/<id>.',
  },
  RUN_UNKNOWN: {
    kind: 'missing',
    title: 'There is no training run of this id',
    fix: 'List the runs with GET /training/runs.',
  },
});
