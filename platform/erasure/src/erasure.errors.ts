import { defineErrors } from '@mesh/product';

/** What can go wrong when somebody is to be forgotten. */
export const ErasureErrors = defineErrors('ERASURE', {
  REQUEST_INVALID: {
    kind: 'invalid',
    title: 'The request for an erasure is not complete',
    fix: 'Mend the fields listed in errors. The reason is kept: nothing in it may tell who is forgotten.',
  },
  QUERY_INVALID: {
    kind: 'invalid',
    title: 'The question for erasures is not understood',
    fix: 'Mend the parameters listed in errors and ask again.',
  },
  NOT_YOURS_TO_ERASE: {
    kind: 'forbidden',
    title: 'The caller may not have persons forgotten there',
    fix: 'The team of a domain names its own domain; a privacy officer may name any, or none for all.',
  },
  TOO_MANY_RUNNING: {
    kind: 'throttled',
    title: 'As many erasures run as may run at a time',
    fix: 'Wait until some have ended, then send the rest: GET /access/erasures shows what they wait for.',
  },
  UNKNOWN: {
    kind: 'missing',
    title: 'There is no erasure of this id that concerns the caller',
    fix: 'List those that do: GET /access/erasures.',
  },
});
