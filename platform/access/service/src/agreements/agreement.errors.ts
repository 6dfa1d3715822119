import { defineErrors } from '@mesh/product';

/** What can go wrong when people agree on access. */
export const AgreementErrors = defineErrors('AGREEMENT', {
  REQUEST_INVALID: {
    kind: 'invalid',
    title: 'The request for access, or the answer to one, is not complete',
    fix: 'Mend the fields listed in errors. Reasons are read by owners and auditors: no personal data in them.',
  },
  QUERY_INVALID: {
    kind: 'invalid',
    title: 'The question for agreements is not understood',
    fix: 'Mend the parameters listed in errors and ask again.',
  },
  UNKNOWN: {
    kind: 'missing',
    title: 'There is no agreement of this id that concerns the caller',
    fix: 'List the agreements that do: GET /access/agreements.',
  },
  ASKED_ALREADY: {
    kind: 'conflict',
    title: 'The caller has asked for this port and purpose already, and the owner has not answered yet',
    fix: 'Wait for the answer, or withdraw the request in "existing" and ask again.',
  },
  TOO_MANY_OPEN: {
    kind: 'conflict',
    title: 'The caller has as many requests open as anybody may',
    fix: 'Wait until owners have answered, or withdraw what is no longer needed.',
  },
  TOO_MANY_TODAY: {
    kind: 'throttled',
    title: 'The caller has asked for access as often as anybody may in a day',
    fix: 'Ask again after the time in Retry-After; requests that were withdrawn or refused count too.',
  },
  NOT_YOURS_TO_DECIDE: {
    kind: 'forbidden',
    title: 'The caller has no say in this step of the agreement',
    fix: 'The owner of the product grants and refuses; owner and consumer withdraw what is granted; who asked withdraws the request.',
  },
  NOT_OPEN_TO_THIS: {
    kind: 'conflict',
    title: 'The agreement stands where this step is not possible any more',
    fix: 'Read the agreement again; "status" says how it stands.',
  },
  CHANGED_MEANWHILE: {
    kind: 'conflict',
    title: 'Somebody else decided at the same moment',
    fix: 'Read the agreement again and decide anew.',
  },
});
