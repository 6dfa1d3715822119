import { createHash } from 'node:crypto';
import { durationMs, type ModelSchedule } from '@mesh/product';
import { cronAfter } from './cron-after.js';
import { minutesOf } from './time-of-day.js';
import { dayIn, instantOf } from './time-zone.js';
import { hasHours, openFrom, openHours } from './working-hours.js';

const DAYS_AHEAD = 9;

/**
 * The first time after an instant at which the schedule says "train", in ms; `Infinity` where there is none within a week,
 * or a cron expression never falls within days and hours. An interval counts elapsed time, from each opening where there
 * are hours, else from 1970; a time of the day, and what a cron expression names, is read off the clocks of the zone.
 */
export function occurrenceAfter(schedule: ModelSchedule, instantMs: number): number {
  if (schedule.at !== undefined) return timeAfter(schedule, instantMs);
  if (schedule.cron !== undefined) return cronAfter(schedule, instantMs);
  const every = durationMs(schedule.every);
  if (!hasHours(schedule)) return (Math.floor(instantMs / every) + 1) * every;
  for (const { from, to } of openHours(schedule, instantMs)) {
    const passed = instantMs < from ? 0 : Math.floor((instantMs - from) / every) + 1;
    if (from + passed * every < to) return from + passed * every;
  }
  return Infinity;
}

function timeAfter(schedule: ModelSchedule & { readonly at: readonly string[] }, instantMs: number): number {
  const { timeZone = 'UTC', at } = schedule;
  const today = dayIn(instantMs, timeZone);
  for (let day = today - 1; day <= today + DAYS_AHEAD; day += 1) {
    const instants = at
      .map((time) => instantOf({ day, minutes: minutesOf(time) }, timeZone))
      .filter((instant) => instant > instantMs && openFrom(schedule, instant) === instant);
    if (instants.length > 0) return Math.min(...instants);
  }
  return Infinity;
}

/** When the training of an occurrence begins: later by its jitter, which is the same whoever computes it, but within the hours. */
export function startOf(schedule: ModelSchedule, occurrenceMs: number, model: string): number {
  if (schedule.jitter === undefined) return occurrenceMs;
  const hash = createHash('sha256').update(`${model}\n${occurrenceMs}`).digest().readUIntBE(0, 6);
  const start = occurrenceMs + Math.floor((hash / 2 ** 48) * durationMs(schedule.jitter));
  return openFrom(schedule, start) === start ? start : occurrenceMs;
}
