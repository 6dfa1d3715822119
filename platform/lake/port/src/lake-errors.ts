import { defineErrors } from '@mesh/product';

/** What a lake may answer instead of rows; every adapter raises these and no others. */
export const LakeErrors = defineErrors('LAKE', {
  SETTINGS_INVALID: {
    kind: 'invalid',
    title: 'The dataset is not described well',
    fix: 'Use kebab-case names, a major of 1 or more, unique columns and a timestamp column as dayOf.',
  },
  COLUMNS_CHANGED: {
    kind: 'conflict',
    title: 'The columns do not fit those of the rows that are there',
    fix: 'Within a major version only add columns; for anything else open a new major version.',
  },
  COLUMN_UNKNOWN: {
    kind: 'invalid',
    title: 'The dataset has no such column',
    fix: 'Name columns of the dataset; its contract lists them.',
  },
  SELECTION_INVALID: {
    kind: 'invalid',
    title: 'The selection cannot be read',
    fix: "Give from and to as RFC 3339 times, equals as values of the columns' types and a limit between 1 and 10,000.",
  },
  MEASURE_INVALID: {
    kind: 'invalid',
    title: 'The measure cannot be taken',
    fix: 'Name a column of the dataset, and for invalidValues between 1 and 1,000 valid values of its type.',
  },
  CURSOR_INVALID: {
    kind: 'invalid',
    title: 'The cursor does not belong to this selection',
    fix: 'Pass the cursor of the page before, with the same selection, unchanged.',
  },
  LANDING_INVALID: {
    kind: 'invalid',
    title: 'The landing is not described well',
    fix: 'Give one row for each offset from `from` up to `to`, a stream name and, if any, a key among the columns.',
  },
  LANDING_TOO_LARGE: {
    kind: 'invalid',
    title: 'The landing has too many rows or bytes',
    fix: 'Land at most 100,000 rows and 64 MiB at once.',
    status: 413,
  },
  ROW_REJECTED: {
    kind: 'invalid',
    title: 'A row of the landing does not fit the columns',
    fix: 'Correct the writer of the row named by its index, or move the row to the dead letters.',
  },
  WRITER_BUSY: {
    kind: 'conflict',
    title: 'Another process writes this dataset',
    fix: 'Stop the other writer, or open the lake for reading.',
  },
  WRITER_LOST: {
    kind: 'unavailable',
    title: 'This process is no longer the writer of the dataset',
    fix: 'Land the rows again; if another process writes the dataset now, stop one of the two.',
  },
  READ_ONLY: {
    kind: 'conflict',
    title: 'The lake was opened for reading',
    fix: 'Open the lake for writing where rows are landed.',
  },
  BUSY: {
    kind: 'throttled',
    title: 'Too many requests wait for the lake',
    fix: 'Repeat the request a little later.',
  },
  TIMEOUT: {
    kind: 'unavailable',
    title: 'The lake did not answer in time',
    fix: 'Select fewer days or columns, or repeat the request later.',
  },
  MANIFEST_DAMAGED: {
    kind: 'fault',
    title: 'The manifest of the dataset is damaged',
    fix: 'Restore manifest.jsonl from a backup; the data files are untouched.',
  },
  FILE_MISSING: {
    kind: 'fault',
    title: 'A data file of the manifest is missing',
    fix: 'Restore the named file from a backup.',
  },
  FILE_DAMAGED: {
    kind: 'fault',
    title: 'A data file is not the one that the manifest names',
    fix: 'Restore the named file from a backup.',
  },
  STORE_REFUSED: {
    kind: 'fault',
    title: 'The store of the lake does not let this process in',
    fix: 'Check the signature or identity, its rights on the file system and its time of expiry.',
  },
  STORE_UNAVAILABLE: {
    kind: 'unavailable',
    title: 'The store of the lake does not answer',
    fix: 'Check the address and the network, then repeat the request.',
  },
  CACHE_TOO_SMALL: {
    kind: 'fault',
    title: 'A data file is larger than the local cache of the lake',
    fix: 'Give the cache at least the bytes that the metadata names.',
  },
  WRITE_FAILED: {
    kind: 'unavailable',
    title: 'The rows could not be made durable',
    fix: 'Check the disk for space and rights, then land the rows again.',
  },
  ENGINE_FAILED: {
    kind: 'fault',
    title: 'The query engine of the lake failed',
    fix: 'Look up the class of the failure in the metadata; memory and disk space are the usual causes.',
  },
  CLOSED: {
    kind: 'unavailable',
    title: 'The lake is closed',
    fix: 'Open the lake again.',
  },
});
