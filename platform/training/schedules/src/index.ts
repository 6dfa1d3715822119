export { occurrenceAfter, startOf } from './clock/occurrences.js';
export { openFrom } from './clock/working-hours.js';
export { ScheduleErrors } from './schedule.errors.js';
export type { ScheduleOptions } from './schedule-options.js';
export { ScheduleRunner } from './schedule-runner.js';
export type { ScheduleView } from './schedule-row.js';
export { SchedulesModule } from './schedules.module.js';
