import { Ajv } from 'ajv';

import type { FieldError } from '@mesh/product';
import type { TrainingRequested } from '@mesh/training';

import { TrainingErrors } from './training.errors.js';

/** A training that is wanted, before it has an id. */
export type NewTraining = Pick<TrainingRequested, 'model' | 'csv' | 'repeats'> &
  Partial<Pick<TrainingRequested, 'parameters' | 'reason' | 'promoteIfFirst' | 'promoteIfBetter'>>;

/** A new training that a person asks for; `csv` has a header and stands for the product's own training data. */
export type FreshRequest = Omit<NewTraining, 'repeats' | 'promoteIfFirst' | 'promoteIfBetter'>;

/** A run that a person wants again, on its snapshot and with its parameters. */
export interface RepeatRequest {
  readonly repeat: string;
  readonly reason?: string;
}

/** What a person asks for. */
export type TrainingRequest = FreshRequest | RepeatRequest;

/** A page of runs. */
export interface RunsQuery {
  readonly model?: string;
  readonly limit: number;
  /** Run id after which the page begins. */
  readonly cursor?: string;
}

/** The rows travel inside the event that asks for the training: as JSON text they must leave room for the rest of it. */
const MAX_CSV_BYTES = 1_000_000;
const NAME = '^[a-z0-9][a-z0-9._-]{0,99}$';
const RUN_ID = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });

const REASON = { type: 'string', minLength: 1, maxLength: 500, pattern: '^[^\\u0000]*$' };

const isRequest = ajv.compile<FreshRequest>({
  type: 'object',
  additionalProperties: false,
  required: ['model'],
  properties: {
    model: { type: 'string', pattern: NAME },
    parameters: {
      type: 'object',
      maxProperties: 50,
      propertyNames: { pattern: '^[A-Za-z][\\w.-]{0,99}$' },
      additionalProperties: { type: ['string', 'number', 'boolean'], maxLength: 200 },
    },
    csv: { type: 'string', minLength: 1, maxLength: MAX_CSV_BYTES },
    reason: REASON,
  },
});

const isRepeat = ajv.compile<RepeatRequest>({
  type: 'object',
  additionalProperties: false,
  required: ['repeat'],
  properties: { repeat: { type: 'string', pattern: RUN_ID }, reason: REASON },
});

const isQuery = ajv.compile<{ model?: string; limit?: string; cursor?: string }>({
  type: 'object',
  additionalProperties: false,
  properties: {
    model: { type: 'string', pattern: NAME },
    limit: { type: 'string', pattern: '^([1-9]\\d?|100)$' },
    cursor: { type: 'string', pattern: RUN_ID },
  },
});

const errorsOf = (validate: typeof isRequest | typeof isRepeat | typeof isQuery): readonly FieldError[] =>
  (validate.errors ?? []).slice(0, 20).map(({ instancePath, keyword, params, message }) => ({
    // Names of unknown fields came from outside and are not repeated.
    pointer:
      keyword === 'required' ? `/${String(params['missingProperty'])}` : (/^\/[a-z]+/.exec(instancePath)?.[0] ?? ''),
    rule: keyword,
    message: message ?? 'is not valid',
  }));

/** Throws TRAINING.REQUEST_INVALID. */
export function checkedRequest(body: unknown): TrainingRequest {
  if (typeof body === 'object' && body !== null && Object.hasOwn(body, 'repeat')) {
    if (!isRepeat(body)) throw TrainingErrors.REQUEST_INVALID({ errors: errorsOf(isRepeat) });
    return body;
  }
  if (!isRequest(body)) throw TrainingErrors.REQUEST_INVALID({ errors: errorsOf(isRequest) });
  if (Buffer.byteLength(JSON.stringify(body.csv ?? '')) > MAX_CSV_BYTES || body.csv?.includes('\0') === true) {
    throw TrainingErrors.REQUEST_INVALID({
      errors: [{ pointer: '/csv', rule: 'text', message: 'is text of at most 1 MB, written as JSON' }],
    });
  }
  return body;
}

/** Throws TRAINING.QUERY_INVALID. */
export function checkedRunsQuery(query: unknown): RunsQuery {
  if (!isQuery(query)) throw TrainingErrors.QUERY_INVALID({ errors: errorsOf(isQuery) });
  const { limit, ...rest } = query;
  return { ...rest, limit: limit === undefined ? 50 : Number(limit) };
}

/** A page of a log. */
export interface LogQuery {
  readonly limit: number;
  /** Line with which the page begins. */
  readonly cursor: number;
}

const isLogQuery = ajv.compile<{ limit?: string; cursor?: string }>({
  type: 'object',
  additionalProperties: false,
  properties: {
    limit: { type: 'string', pattern: '^([1-9]\\d{0,2}|1000)$' },
    cursor: { type: 'string', pattern: '^\\d{1,6}$' },
  },
});

/** Throws TRAINING.QUERY_INVALID. */
export function checkedLogQuery(query: unknown): LogQuery {
  if (!isLogQuery(query)) throw TrainingErrors.QUERY_INVALID({ errors: errorsOf(isLogQuery) });
  return { limit: Number(query.limit ?? 200), cursor: Number(query.cursor ?? 0) };
}

/** Whether a text can be the id of a run. */
export const isRunId = (id: string): boolean => new RegExp(RUN_ID).test(id);
