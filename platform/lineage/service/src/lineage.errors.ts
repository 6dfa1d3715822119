import { defineErrors } from '@mesh/product';

/** What can be wrong with a request about lineage. */
export const LineageErrors = defineErrors('LINEAGE', {
  EVENT_INVALID: {
    kind: 'invalid',
    title: 'The event is not a valid OpenLineage 2-0-2 event',
    fix: 'Correct the places named in errors; the specification is https://openlineage.io/spec/2-0-2/OpenLineage.json.',
  },
  BATCH_INVALID: {
    kind: 'invalid',
    title: 'The batch is not a list of 1 to 1,000 events',
    fix: 'Send a JSON array of OpenLineage events, in several requests where there are more.',
  },
  QUERY_INVALID: {
    kind: 'invalid',
    title: 'The query of the lineage is not valid',
    fix: 'Correct the parameters named in errors.',
  },
  NODE_UNKNOWN: {
    kind: 'missing',
    title: 'The lineage has no such node or run',
    fix: 'Name it dataset:<namespace>:<name>, job:<namespace>:<name> or datasetField:<namespace>:<name>:<field>.',
  },
  SCORE_UNKNOWN: {
    kind: 'missing',
    title: 'There is no score of this id',
    fix: 'Use the scoreId of an answer to a score.',
  },
});
