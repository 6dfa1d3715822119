import { defineErrors } from '@mesh/product';

export const CardiologyErrors = defineErrors('CARDIOLOGY', {
  MODEL_NOT_READY: {
    kind: 'unavailable',
    title: 'The risk model is not loaded yet',
    fix: 'Repeat the call after the time in Retry-After.',
  },
  EXPLANATION_NOT_READY: {
    kind: 'unavailable',
    title: 'The rows that a risk is compared with cannot be read now',
    fix: 'Repeat the call after the time in Retry-After.',
  },
  OUTCOME_SUBJECT_MISSING: {
    kind: 'invalid',
    title: 'The outcome names neither a score nor a person',
    fix: 'Send scoreId, or patientId when no single score is meant.',
  },
});
