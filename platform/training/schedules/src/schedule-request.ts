import { Ajv } from 'ajv';
import { durationMs, type FieldError, type ModelSchedule } from '@mesh/product';
import { cronComplaint } from '@mesh/training';
import { occurrenceAfter } from './clock/occurrences.js';
import { TIME_OF_DAY, WEEKDAYS } from './clock/time-of-day.js';
import { isTimeZone } from './clock/time-zone.js';
import { hasHours } from './clock/working-hours.js';
import { ScheduleErrors } from './schedule.errors.js';

/** A page of schedules. */
export interface SchedulesQuery {
  readonly limit: number;
  /** The model after which the page begins. */
  readonly cursor?: string;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DURATION = { type: 'string', pattern: '^\\d{1,9}(ms|s|m|h|d)$' };
const TIME = { type: 'string', pattern: TIME_OF_DAY };
export const MODEL_NAME = '^[a-z0-9][a-z0-9._-]{0,99}$';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });

const isSchedule = ajv.compile<ModelSchedule>({
  type: 'object',
  additionalProperties: false,
  oneOf: [{ required: ['every'] }, { required: ['at'] }, { required: ['cron'] }],
  properties: {
    every: DURATION,
    at: { type: 'array', minItems: 1, maxItems: 96, uniqueItems: true, items: TIME },
    cron: { type: 'string', minLength: 9, maxLength: 100 },
    timeZone: { type: 'string', minLength: 1, maxLength: 64 },
    days: { type: 'array', minItems: 1, maxItems: 7, uniqueItems: true, items: { enum: [...WEEKDAYS] } },
    workingHours: {
      type: 'object',
      additionalProperties: false,
      required: ['from', 'to'],
      properties: { from: TIME, to: TIME },
    },
    jitter: DURATION,
    retries: {
      type: 'object',
      additionalProperties: false,
      required: ['attempts', 'after'],
      properties: { attempts: { type: 'integer', minimum: 0, maximum: 10 }, after: DURATION },
    },
    parameters: {
      type: 'object',
      maxProperties: 50,
      propertyNames: { pattern: '^[A-Za-z][\\w.-]{0,99}$' },
      additionalProperties: { type: ['string', 'number', 'boolean'], maxLength: 200 },
    },
  },
});

const isQuery = ajv.compile<{ limit?: string; cursor?: string }>({
  type: 'object',
  additionalProperties: false,
  properties: {
    limit: { type: 'string', pattern: '^([1-9]\\d?|100)$' },
    cursor: { type: 'string', pattern: MODEL_NAME },
  },
});

/** The schedule, if it is one that can be kept. Throws SCHEDULE.INVALID. */
export function checkedSchedule(body: unknown): ModelSchedule {
  if (!isSchedule(body)) throw ScheduleErrors.INVALID({ errors: fieldErrors(isSchedule) });
  const complaint = complaints(body).next();
  if (complaint.done !== true) throw ScheduleErrors.INVALID({ errors: [complaint.value] });
  return body;
}

/** Throws SCHEDULE.QUERY_INVALID. */
export function checkedSchedulesQuery(query: unknown): SchedulesQuery {
  if (!isQuery(query)) throw ScheduleErrors.QUERY_INVALID({ errors: fieldErrors(isQuery) });
  const { limit, ...rest } = query;
  return { ...rest, limit: limit === undefined ? 50 : Number(limit) };
}

function* complaints(schedule: ModelSchedule): Generator<FieldError> {
  const { timeZone = 'UTC', every, cron, jitter, retries } = schedule;
  const complaint = (pointer: string, message: string): FieldError => ({ pointer, rule: 'schedule', message });
  if (!isTimeZone(timeZone)) return yield complaint('/timeZone', 'is the IANA name of a time zone');
  const unreadable = cron === undefined ? undefined : cronComplaint(cron);
  if (unreadable !== undefined) return yield complaint('/cron', unreadable);
  const interval = every === undefined ? Infinity : durationMs(every);
  if (interval < MINUTE_MS) yield complaint('/every', 'is at least 1m');
  if (every !== undefined && interval > 366 * DAY_MS) yield complaint('/every', 'is at most 366d');
  if (every !== undefined && interval > DAY_MS && hasHours(schedule))
    yield complaint('/every', 'is at most 1d where days or hours are named: use at and days');
  if (jitter !== undefined && durationMs(jitter) > Math.min(interval / 2, DAY_MS / 4))
    yield complaint('/jitter', 'is at most half of every, and 6h');
  if (retries !== undefined && (durationMs(retries.after) < 1_000 || durationMs(retries.after) > DAY_MS))
    yield complaint('/retries', 'begin after 1s to 1d');
  if (occurrenceAfter(schedule, Date.UTC(2026, 0, 1)) === Infinity)
    yield complaint(`/${formOf(schedule)}`, 'never falls within the days and working hours');
}

const formOf = ({ every, at }: ModelSchedule): string =>
  every !== undefined ? 'every' : at !== undefined ? 'at' : 'cron';

const fieldErrors = (validate: typeof isSchedule | typeof isQuery): readonly FieldError[] =>
  (validate.errors ?? []).slice(0, 20).map(({ instancePath, keyword, params, message }) => ({
    // Names of unknown fields came from outside and are not repeated.
    pointer:
      keyword === 'required' ? `/${String(params['missingProperty'])}` : (/^\/[A-Za-z]+/.exec(instancePath)?.[0] ?? ''),
    rule: keyword,
    message: message ?? 'is not valid',
  }));
