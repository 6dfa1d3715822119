import type { ModelSchedule } from '@mesh/product';
import { cronTimeAfter } from '@mesh/training';
import { DAY_MS, instantShown, wallClock } from './time-zone.js';
import { openFrom } from './working-hours.js';

/** How often the hours may send the search on: once a year for more than a life, every day for more than a year. */
const MOST_CLOSED = 400;

/**
 * The first instant after one at which clocks of the zone show a time that the cron expression names and the hours are open;
 * `Infinity` where that is never. A time that clocks skip comes as much later as they skip, one that they show twice comes
 * the first time: as times of the day do.
 */
export function cronAfter(schedule: ModelSchedule & { readonly cron: string }, instantMs: number): number {
  const { cron, timeZone = 'UTC' } = schedule;
  // From before what clocks skipped on the last day: it may come after the instant.
  const skippedMs = wallClock(instantMs, timeZone) - wallClock(instantMs - DAY_MS, timeZone) - DAY_MS;
  let shown = wallClock(instantMs, timeZone) - Math.max(0, skippedMs);
  let first = Infinity;
  for (let closed = 0; closed < MOST_CLOSED;) {
    shown = cronTimeAfter(cron, shown);
    if (shown === Infinity) return first;
    const instant = instantShown(shown, timeZone);
    if (instant <= instantMs) continue;
    const opens = openFrom(schedule, instant);
    if (opens === instant) {
      first = Math.min(first, instant);
      // What was skipped comes later than some of what follows it on the clock.
      if (wallClock(instant, timeZone) === shown) return first;
    } else {
      if (opens === Infinity || first < Infinity) return first;
      shown = Math.max(shown, wallClock(opens, timeZone) - 1);
      closed += 1;
    }
  }
  return first;
}
