import type { Invocation, Outcome } from '../../command.js';
import { scheduleInWords, type ShownSchedule } from '../../mesh/shown-schedule.js';

/** Where the schedule of the model stands that the command names. */
export const pathOf = ({ arguments: [model = ''] }: Invocation): string =>
  `/training/schedules/${encodeURIComponent(model)}`;

/** A schedule, for programs and for people. */
export function shown(schedule: ShownSchedule): Outcome {
  const { model, state, origin, nextAt, retryAt, failures, lastStartedAt } = schedule;
  const lines = [
    `${model}: ${scheduleInWords(schedule)} (${origin}, ${state})`,
    `next ${nextAt}`,
    ...(retryAt === undefined ? [] : [`tried again ${retryAt}, after ${failures} failures`]),
    ...(lastStartedAt === undefined ? [] : [`last begun ${lastStartedAt}`]),
  ];
  return { json: schedule, text: lines.join('\n') };
}
