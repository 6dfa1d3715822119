import { defineErrors } from '@mesh/product';

/** Why somebody cannot be forgotten yet; it is tried again without end. */
export const ErasingErrors = defineErrors('ERASING', {
  NOT_LANDED_YET: {
    kind: 'unavailable',
    title: 'The dataset has not taken in yet what its topic held when the erasure began',
    fix: 'Wait; if it persists, look why the sink of the dataset does not go on: /metrics of its service, mesh dlq list.',
  },
});
