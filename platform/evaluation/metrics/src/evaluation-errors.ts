import { defineErrors } from '@mesh/product/errors';

/** What can be wrong with the cases that a model is judged on. */
export const EvaluationErrors = defineErrors('EVALUATION', {
  NO_CASES: {
    kind: 'invalid',
    title: 'There is no case to judge the model on',
    fix: 'Hold out more rows, or wait until outcomes have arrived.',
  },
  LENGTHS_DIFFER: {
    kind: 'invalid',
    title: 'Labels, probabilities and subgroup values do not have the same length',
    fix: 'Give one label, one probability and one value of each subgroup attribute for every case.',
  },
  LABEL_INVALID: {
    kind: 'invalid',
    title: 'A label is neither 0 nor 1',
    fix: 'Encode the outcome as 1 when it occurred and 0 when it did not.',
  },
  PROBABILITY_INVALID: {
    kind: 'invalid',
    title: 'A probability lies outside 0–1 or is not a number',
    fix: 'Score the cases again; a model must answer with a probability for every row.',
  },
  COUNT_INVALID: {
    kind: 'invalid',
    title: 'An observed count is negative or no whole number',
    fix: 'Give whole numbers from 0; the error names the row.',
  },
  EXPECTED_COUNT_INVALID: {
    kind: 'invalid',
    title: 'An expected count is negative or not finite',
    fix: 'Look for the model that gave it; the error names the row.',
  },
  COUNTS_EQUAL: {
    kind: 'invalid',
    title: 'All cases have the same count, so there is nothing to explain',
    fix: 'Judge the model on cases whose counts differ.',
  },
  ONE_CLASS: {
    kind: 'invalid',
    title: 'All cases have the same outcome, so discrimination cannot be measured',
    fix: 'Judge the model on cases of both outcomes.',
  },
  LOSS_INVALID: {
    kind: 'invalid',
    title: 'A loss lies outside 0–1 or is not a number',
    fix: 'Give a bounded loss, such as the squared difference of probability and outcome.',
  },
});
