import type { ModelSchedule } from '@mesh/product';
import { minutesOf, WEEKDAYS } from './time-of-day.js';
import { dayIn, instantOf, weekdayOf } from './time-zone.js';

const DAY_MINUTES = 1_440;
/** Each day of a week, the one before for hours past midnight, and one for the ends. */
const DAYS_AHEAD = 9;

/** A stretch of time in which trainings may begin, in ms: `from` inclusive, `to` exclusive. */
export interface OpenHours {
  readonly from: number;
  readonly to: number;
}

/** The open hours that end after an instant, of a little more than a week, in order. */
export function* openHours(schedule: ModelSchedule, afterMs: number): Generator<OpenHours> {
  const { timeZone = 'UTC', days = WEEKDAYS, workingHours } = schedule;
  const opens = workingHours ? minutesOf(workingHours.from) : 0;
  const closes = workingHours ? minutesOf(workingHours.to) : DAY_MINUTES;
  const length = closes > opens ? closes : closes + DAY_MINUTES;
  const today = dayIn(afterMs, timeZone);
  for (let day = today - 1; day <= today + DAYS_AHEAD; day += 1) {
    if (!days.includes(WEEKDAYS[weekdayOf(day)]!)) continue;
    const from = instantOf({ day, minutes: opens }, timeZone, 'earlier');
    const to = instantOf({ day, minutes: length }, timeZone, workingHours ? 'later' : 'earlier');
    if (to > afterMs && to > from) yield { from, to };
  }
}

/** Whether the schedule says anything of days or hours. */
export const hasHours = ({ days, workingHours }: ModelSchedule): boolean =>
  days !== undefined || workingHours !== undefined;

/** The first instant from the given one on at which a training may begin. */
export function openFrom(schedule: ModelSchedule, instantMs: number): number {
  if (!hasHours(schedule)) return instantMs;
  for (const { from } of openHours(schedule, instantMs)) return Math.max(from, instantMs);
  return Infinity;
}
