import { createHash } from 'node:crypto';
import type { LoggedEvent } from '@mesh/events';
import type { TrainingColumn } from '@mesh/training';
import { OnlineErrors } from '../online.errors.js';

/** A labelled event as a learner takes it. */
export interface Lesson {
  /** One number a column, NaN where nothing was measured. */
  readonly row: Float64Array;
  readonly label: 0 | 1;
}

/** Reads a lesson out of an event. Throws ONLINE.LESSON_INVALID naming the fields, never their values. */
export function lessonOf({ data }: LoggedEvent, columns: readonly TrainingColumn[], label: string): Lesson {
  const fields = (typeof data === 'object' && data !== null ? data : {}) as Readonly<Record<string, unknown>>;
  const outcome = Number(fields[label] ?? NaN);
  const bad = columns.filter(({ name }) => !isCell(fields[name])).map(({ name }) => name);
  if (outcome !== 0 && outcome !== 1) bad.push(label);
  if (bad.length > 0) {
    throw OnlineErrors.LESSON_INVALID({
      errors: bad.map((name) => ({ pointer: `/${name}`, rule: 'type', message: 'is no number that can be learned' })),
    });
  }
  const row = Float64Array.from(columns, ({ name }) => Number(fields[name] ?? NaN));
  return { row, label: outcome as 0 | 1 };
}

/**
 * The hash of all lessons so far and one more: names the data that a learner knows, in the order in which it learned it.
 * The first has no predecessor.
 */
export function chained(before: string, { row, label }: Lesson): string {
  const values = row.map((value) => (Number.isNaN(value) ? NaN : value));
  return createHash('sha256')
    .update(before, 'hex')
    .update(new Uint8Array(values.buffer))
    .update(`${label}`)
    .digest('hex');
}

const isCell = (value: unknown): boolean =>
  value === undefined || value === null || typeof value === 'number' || typeof value === 'boolean';
