import { defineErrors } from '@mesh/product/errors';

/** What can be wrong with the rows, the parameters or the course of a training. */
export const TrainingErrors = defineErrors('TRAINING', {
  ROWS_INVALID: {
    kind: 'invalid',
    title: 'Rows of the training data break the rules of their columns',
    fix: 'Correct the lines named in errors and send the data again.',
  },
  CSV_INVALID: {
    kind: 'invalid',
    title: 'The training data is not well-formed CSV',
    fix: 'Send UTF-8 CSV with a header; every line has as many fields as the header.',
  },
  COLUMN_MISSING: {
    kind: 'invalid',
    title: 'A column that the model learns from is missing',
    fix: 'Add the column named in the error; leave its cells empty where nothing was measured.',
  },
  NO_ROWS: {
    kind: 'invalid',
    title: 'There is no row to learn from',
    fix: 'Send a table with rows of different outcomes.',
  },
  TOO_MANY_ROWS: {
    kind: 'invalid',
    title: 'The table has more rows than one training takes',
    fix: 'Train on a sample of the rows.',
    status: 413,
  },
  ONE_CLASS: {
    kind: 'invalid',
    title: 'All rows of a part of the data have the same outcome',
    fix: 'Add rows of the other outcome: training and held-out rows both need the two.',
  },
  COUNTS_EQUAL: {
    kind: 'invalid',
    title: 'All rows of a part of the data have the same count',
    fix: 'Add rows of other counts: training and held-out rows both need counts that differ.',
  },
  NOT_STRATIFIABLE: {
    kind: 'invalid',
    title: 'Rows are to be spread by outcome, and their labels are counts',
    fix: 'Split rows of counts by content, by patient or by time; folds of equal outcomes are for labels of 0 and 1.',
  },
  OUTCOME_DIFFERS: {
    kind: 'invalid',
    title: 'The recipe learns another kind of outcome than the model foresees',
    fix: 'Choose a recipe of counts for a model whose outcome is a count, and one of probabilities for any other.',
  },
  LABEL_AMONG_FEATURES: {
    kind: 'invalid',
    title: 'A feature is the label, or equals it in every row',
    fix: 'Take the column named in the error out of the features: at the time of a score it is not known.',
  },
  ROW_ON_BOTH_SIDES: {
    kind: 'invalid',
    title: 'Equal rows would train and judge',
    fix: 'Remove repeated rows, split by patient, or move the cut; the error says how many rows there are.',
  },
  PATIENT_ON_BOTH_SIDES: {
    kind: 'invalid',
    title: 'The same patient would train and judge',
    fix: 'Split by patient, or leave out the later rows of patients from before the cut.',
  },
  KNOWN_TOO_LATE: {
    kind: 'invalid',
    title: 'A value became known after the time at which it would have been used',
    fix: 'Leave such rows out, or take the column named in the error out of the features; labels of training rows must be known by the cut.',
  },
  SPLIT_IMPOSSIBLE: {
    kind: 'invalid',
    title: 'The split leaves nothing to train on, or nothing to judge with',
    fix: 'Move the cut or the share; equal rows of different patients count as one.',
  },
  COLUMNS_DIFFER: {
    kind: 'invalid',
    title: 'The snapshot does not have the columns of the recipe in their order',
    fix: 'Make the snapshot with the columns that the recipe declares.',
  },
  PARAMETER_INVALID: {
    kind: 'invalid',
    title: 'A hyperparameter lies outside its range',
    fix: 'Use a value of the range named in the error.',
  },
  SNAPSHOT_INVALID: {
    kind: 'invalid',
    title: 'The bytes are not a training snapshot in canonical form',
    fix: 'Read the snapshot from where it was stored; its hash must equal its name.',
  },
  SNAPSHOT_GONE: {
    kind: 'missing',
    title: 'The snapshot of the run that is repeated is not stored any more',
    fix: 'Restore the files of the models from a backup, or ask for a new training.',
  },
  SCHEDULE_INVALID: {
    kind: 'invalid',
    title: 'The declared schedule of a model names no time',
    fix: 'Correct the cron expression of the model: minute, hour, day of the month, month, day of the week.',
  },
  NOT_CONVERGED: {
    kind: 'fault',
    title: 'The fit did not converge',
    fix: 'Raise the penalty l2, or look for a column with extreme values.',
  },
  ONLINE_MISSING: {
    kind: 'fault',
    title: 'A model is declared to learn from a stream, and nothing here teaches it',
    fix: 'Give the host of the product what teaches models by events.',
  },
});
