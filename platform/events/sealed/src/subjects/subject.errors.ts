import { defineErrors } from '@mesh/product';

/** What can go wrong where persons and their tokens are kept. */
export const SubjectErrors = defineErrors('SUBJECTS', {
  KEYS_MISSING: {
    kind: 'unavailable',
    title: 'A key that seals persons is not in the folder of keys',
    fix: 'Give every service of one database the same SUBJECT_KEYS_FOLDER; a lost key cannot be made again.',
  },
  KEYS_DIFFER: {
    kind: 'unavailable',
    title: 'The folder of keys belongs to another database',
    fix: 'Give every service of one database the same SUBJECT_KEYS_FOLDER, and none of another.',
  },
  BUSY: {
    kind: 'unavailable',
    title: 'The tokens of persons could not be had in time',
    fix: 'Repeat the call; if it persists, look for a long transaction in the schema subjects.',
  },
});
