import { defineErrors } from '@mesh/product';

/** What goes wrong in stream processing. */
export const StreamErrors = defineErrors('STREAMS', {
  BAD_EVENT_TIME: {
    kind: 'invalid',
    title: 'An event has no time that can be read',
    fix: 'Send an RFC 3339 time in the field that meta names.',
  },
  BAD_EVENT_VALUE: {
    kind: 'invalid',
    title: 'A field that is aggregated holds something else than a number',
    fix: 'Send a number, or null where nothing was measured, in the field that meta names.',
  },
  BAD_DECLARATION: {
    kind: 'fault',
    title: 'The declared processing cannot run',
    fix: 'Change the declaration as meta says.',
  },
  NO_STATE: {
    kind: 'fault',
    title: 'There is no database for the state of a declared processing',
    fix: 'Give the host of the product its database, migrated with the migrations of this package.',
  },
  DECLARATION_CHANGED: {
    kind: 'conflict',
    title: 'The processing was declared otherwise when its state was made',
    fix: 'Give the changed processing a new name: it then begins anew with the events that are still in the log.',
  },
});
