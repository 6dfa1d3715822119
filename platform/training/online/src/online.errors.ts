import { defineErrors } from '@mesh/product';

/** What goes wrong in learning from a stream. */
export const OnlineErrors = defineErrors('ONLINE', {
  LESSON_INVALID: {
    kind: 'invalid',
    title: 'An event that should teach a model lacks its outcome or holds something else than numbers',
    fix: 'Send the features as numbers or null, and the outcome as 0 or 1, in the fields that errors names.',
  },
  LEARNER_UNKNOWN: {
    kind: 'fault',
    title: 'There is no learner of this kind',
    fix: 'Declare one of the learners that meta names.',
  },
});
