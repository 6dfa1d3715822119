import { defineErrors } from '@mesh/product';

/** What can be wrong with a schedule or with what is asked of one. */
export const ScheduleErrors = defineErrors('SCHEDULE', {
  INVALID: {
    kind: 'invalid',
    title: 'The schedule is not valid',
    fix: 'Correct the fields named in errors: every, at or cron, and optionally timeZone, days, workingHours, jitter, retries, parameters.',
  },
  QUERY_INVALID: {
    kind: 'invalid',
    title: 'The query of the schedules is not valid',
    fix: 'Correct the parameters named in errors; limit and cursor are known.',
  },
  MODEL_UNKNOWN: {
    kind: 'missing',
    title: 'No product has announced this model',
    fix: 'Look for the model in GET /training/models, and whether the service of its product is up.',
  },
  UNKNOWN: {
    kind: 'missing',
    title: 'The model has no schedule',
    fix: 'Put one with PUT /training/schedules/<model>, or declare it with the model.',
  },
  DECLARED: {
    kind: 'conflict',
    title: 'The schedule is declared with the model and cannot be deleted here',
    fix: 'Pause it, put another in its place, or take it out of the declaration.',
  },
  TRAINING_STANDS: {
    kind: 'conflict',
    title: 'A training of the model waits or goes on',
    fix: 'Follow it in GET /training/runs?model=<model>, and ask again when it has ended.',
  },
});
