import { defineErrors } from '@mesh/product';

/** What can be wrong with a question about the evaluation of a model. */
export const WatchErrors = defineErrors('WATCH', {
  MODEL_UNWATCHED: {
    kind: 'missing',
    title: 'No product watches a model of this name',
    fix: 'List the watched models with GET /evaluation/models; declare watch with the model to have it judged.',
  },
  QUERY_INVALID: {
    kind: 'invalid',
    title: 'The query of the evaluation is not valid',
    fix: 'Correct the parameters named in errors; limit and cursor are known.',
  },
  NOT_STOPPED: {
    kind: 'conflict',
    title: 'The model is not stopped',
    fix: 'Read serving of GET /evaluation/models/<name>: there is nothing to resume.',
  },
});
