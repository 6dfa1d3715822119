import { Cron } from 'croner';
import type { ModelSchedule } from '@mesh/product';
import { TrainingErrors } from '../training-errors.js';

/** In their order, with what each may hold beside `*`, lists, ranges and steps. */
const FIELDS = [
  ['minute', '0-59'],
  ['hour', '0-23'],
  ['day of the month', '1-31 or L'],
  ['month', '1-12 or jan-dec'],
  ['day of the week', '0-7 or sun-sat'],
] as const;
const MOST_CHARACTERS = 100;
const ANY_DAY_MS = Date.UTC(2026, 0, 1);

/**
 * What is wrong with a cron expression of five fields, in a sentence without the expression itself; undefined where nothing
 * is. The syntax is POSIX crontab's with names, steps and `L`; where both days are given, either counts, as there.
 */
export function cronComplaint(expression: string): string | undefined {
  const fields = expression.trim().split(/\s+/);
  if (expression.length > MOST_CHARACTERS || fields.length !== FIELDS.length)
    return 'has exactly five fields: minute, hour, day of the month, month, day of the week';
  for (const [nth, [name, values]] of FIELDS.entries()) {
    const alone = FIELDS.map((_, place) => (place === nth ? (fields[nth] ?? '') : '*'));
    if (!isReadable(alone.join(' '))) return `names a ${name} that is none: ${values}, *, lists, ranges and steps`;
  }
  return Number.isFinite(cronTimeAfter(expression, ANY_DAY_MS)) ? undefined : 'never comes: no month has such a day';
}

/** The first time after a time that the expression names, both as a clock on the wall shows them, as if it were UTC, in ms. */
export function cronTimeAfter(expression: string, shownMs: number): number {
  return read(expression).nextRun(new Date(shownMs))?.getTime() ?? Infinity;
}

/** Throws TRAINING.SCHEDULE_INVALID for a declared schedule whose cron expression says no time. */
export function declaredSchedule(model: string, { cron }: ModelSchedule): void {
  const message = cron === undefined ? undefined : cronComplaint(cron);
  if (message !== undefined)
    throw TrainingErrors.SCHEDULE_INVALID({ model, errors: [{ pointer: '/schedule/cron', rule: 'cron', message }] });
}

const read = (expression: string): Cron => new Cron(expression, { paused: true, timezone: 'UTC' });

/** `?` would stand for the moment at which somebody looks. */
function isReadable(expression: string): boolean {
  if (expression.includes('?')) return false;
  try {
    return read(expression) !== undefined;
  } catch {
    return false;
  }
}
