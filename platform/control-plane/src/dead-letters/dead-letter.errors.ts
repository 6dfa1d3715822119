import { defineErrors } from '@mesh/product';

/** What can go wrong with what consumers gave up. */
export const DeadLetterErrors = defineErrors('DEAD_LETTER', {
  GROUP_UNKNOWN: {
    kind: 'missing',
    title: 'There are no dead letters of this topic and group that are the caller’s to see',
    fix: 'GET /dead-letters lists those that are.',
  },
  UNKNOWN: {
    kind: 'missing',
    title: 'There is no dead letter of this id',
    fix: 'List those of the topic and group; one that was replayed or dropped is gone.',
  },
  REQUEST_INVALID: {
    kind: 'invalid',
    title: 'The request about dead letters is not understood',
    fix: 'Name up to 1000 ids, or { "all": true }; a list takes limit (1 to 1000) and the cursor of an earlier answer.',
  },
});
