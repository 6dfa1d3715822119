import { defineErrors } from '@mesh/product';

/** What can be wrong with a request about a rollout. */
export const RolloutErrors = defineErrors('ROLLOUT', {
  REQUEST_INVALID: {
    kind: 'invalid',
    title: 'The rollout is not valid',
    fix: 'Correct the fields named in errors.',
  },
  NO_CHAMPION: {
    kind: 'conflict',
    title: 'The model has no champion that a rollout could begin beside',
    fix: 'Promote a version to champion first.',
  },
  COUNTS_NOT_COMPARED: {
    kind: 'conflict',
    title: 'The model foresees a count, and rollouts compare probabilities with outcomes of 0 and 1',
    fix: 'Promote the version once its gates are passed: notWorseThanChampion compares it with the champion on held-out rows.',
  },
  IS_CHAMPION: {
    kind: 'conflict',
    title: 'The version serves as champion already',
    fix: 'Name another version as challenger or shadow.',
  },
  NONE: {
    kind: 'missing',
    title: 'The model has no rollout',
    fix: 'Begin one with PUT /models/<name>/rollout.',
  },
});
