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
  IMAGE_AS_ROW: {
    kind: 'conflict',
    title: 'The model sees an image, and a number for each pixel explains none',
    fix: 'Ask for the occlusion map of the image instead.',
  },
  NO_IMAGE: {
    kind: 'conflict',
    title: 'The model does not see an image',
    fix: 'Ask for the contributions of the features instead.',
  },
  PATCH_INVALID: {
    kind: 'invalid',
    title: 'The patch does not fit the image',
    fix: 'Name the side of the patch in whole pixels, at most the shorter side of the image; of a large image not so small that thousands are needed.',
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
