import { defineErrors } from '@mesh/product';

export const CardiologyErrors = defineErrors('CARDIOLOGY', {
  MODEL_NOT_READY: {
    kind: 'unavailable',
    title: 'The risk model is not loaded yet',
    fix: 'Repeat the call after the time in Retry-After.',
  },
  EXPLANATION_NOT_READY: {
    kind: 'unavailable',
    title: 'What a risk is explained from cannot be read now',
    fix: 'Repeat the call after the time in Retry-After.',
  },
  SCORE_UNKNOWN: {
    kind: 'missing',
    title: 'No score of this id can be explained',
    fix: 'Send the scoreId of an answer. Scores past their retention and scores of people who were forgotten are not kept; without the right to read personal data only your own can be asked about.',
  },
  OUTCOME_SUBJECT_MISSING: {
    kind: 'invalid',
    title: 'The outcome names neither a score nor a person',
    fix: 'Send scoreId, or patientId when no single score is meant.',
  },
});
