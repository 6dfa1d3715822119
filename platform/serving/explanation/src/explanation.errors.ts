import { defineErrors } from '@mesh/product';

/** Why a score cannot be explained. */
export const ExplanationErrors = defineErrors('EXPLANATION', {
  BACKGROUND_EMPTY: {
    kind: 'conflict',
    title: 'There are no rows to compare a score with',
    fix: 'Explain a version whose training snapshot has rows.',
  },
  ROW_INVALID: {
    kind: 'invalid',
    title: 'The row does not have one value for each feature',
    fix: 'Send the features in the order of the signature, NaN where not measured.',
  },
  SNAPSHOT_AWAY: {
    kind: 'unavailable',
    title: 'The training data of the version cannot be read now',
    fix: 'Repeat the call; look at GET /health/ready of the control plane.',
  },
  NOT_READY: {
    kind: 'unavailable',
    title: 'No version of the model is loaded yet',
    fix: 'Repeat the call after the time in Retry-After; promote a version if there is no champion.',
  },
});
