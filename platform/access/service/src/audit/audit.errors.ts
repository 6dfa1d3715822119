import { defineErrors } from '@mesh/product';

/** What can go wrong with the record of decisions. */
export const AuditErrors = defineErrors('AUDIT', {
  EVENT_MALFORMED: {
    kind: 'invalid',
    title: 'An event on the topic of decisions carries none',
    fix: 'Write decisions through the audit trail of the access port; the event is among the dead letters.',
  },
  QUERY_INVALID: {
    kind: 'invalid',
    title: 'The question to the audit record is not understood',
    fix: 'Correct the named parameters and ask again.',
  },
});
