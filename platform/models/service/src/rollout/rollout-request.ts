import { Ajv } from 'ajv';

import type { JudgedScore, Ramp } from '@mesh/models';
import type { FieldError } from '@mesh/product';

import { RolloutErrors } from './rollout.errors.js';

/** What a person asks for: the whole state that the rollout shall have. */
export interface RolloutRequest {
  readonly challenger?: string;
  readonly shadow?: string;
  readonly share?: number;
  readonly ramp?: Ramp;
  readonly reason?: string;
}

const version = { type: 'string', pattern: '^[1-9]\\d{0,8}$' } as const;
const share = { type: 'number', minimum: 0, maximum: 1 } as const;
const count = { type: 'integer', minimum: 0, maximum: 1_000_000_000 } as const;

const ajv = new Ajv({ allErrors: true, useDefaults: true });

const isRequest = ajv.compile<RolloutRequest>({
  type: 'object',
  additionalProperties: false,
  properties: {
    challenger: version,
    shadow: version,
    share,
    ramp: {
      type: 'object',
      additionalProperties: false,
      required: ['steps'],
      properties: {
        steps: {
          type: 'array',
          minItems: 1,
          maxItems: 20,
          items: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
        },
        minimumAnswers: { ...count, minimum: 1, default: 1_000 },
        minimumOutcomes: { ...count, default: 0 },
        maxFailureShare: { ...share, default: 0.01 },
        tolerance: { ...share, default: 0 },
        whenDone: { enum: ['hold', 'promote'], default: 'hold' },
      },
    },
    reason: { type: 'string', minLength: 1, maxLength: 500, pattern: '^[^\\u0000]*$' },
  },
});

const isJudged = ajv.compile<{ readonly outcomes: readonly JudgedScore[] }>({
  type: 'object',
  additionalProperties: false,
  required: ['outcomes'],
  properties: {
    outcomes: {
      type: 'array',
      minItems: 1,
      maxItems: 1_000,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['scoreId', 'version', 'probability', 'outcome', 'scoredAt'],
        properties: {
          scoreId: { type: 'string', pattern: '^[\\w-]{1,100}$' },
          version,
          probability: share,
          outcome: { enum: [0, 1] },
          scoredAt: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT[\\d:.]{8,20}(Z|[+-]\\d\\d:\\d\\d)$' },
        },
      },
    },
  },
});

/** Throws ROLLOUT.REQUEST_INVALID. */
export function checkedRollout(body: unknown): RolloutRequest {
  const given: unknown = structuredClone(body);
  if (!isRequest(given)) throw RolloutErrors.REQUEST_INVALID({ errors: errorsOf(isRequest) });
  const errors = [
    ...(given.challenger === undefined && given.shadow === undefined
      ? [wrong('', 'names a challenger or a shadow')]
      : []),
    ...(given.challenger === undefined && (given.share !== undefined || given.ramp !== undefined)
      ? [wrong('/challenger', 'is needed for a share or a ramp')]
      : []),
    ...(given.challenger !== undefined && (given.share === undefined) === (given.ramp === undefined)
      ? [wrong('/share', 'a challenger has a share or a ramp, one of them')]
      : []),
    ...(given.challenger !== undefined && given.challenger === given.shadow
      ? [wrong('/shadow', 'is another version than the challenger')]
      : []),
    ...(given.ramp?.steps.every((step, nth, steps) => nth === 0 || step > (steps[nth - 1] as number)) === false
      ? [wrong('/ramp/steps', 'ascend')]
      : []),
  ];
  if (errors.length > 0) throw RolloutErrors.REQUEST_INVALID({ errors });
  return given;
}

/** Throws ROLLOUT.REQUEST_INVALID. */
export function checkedOutcomes(body: unknown): readonly JudgedScore[] {
  if (!isJudged(body)) throw RolloutErrors.REQUEST_INVALID({ errors: errorsOf(isJudged) });
  return body.outcomes;
}

const wrong = (pointer: string, message: string): FieldError => ({ pointer, rule: 'rollout', message });

const errorsOf = (validate: typeof isRequest | typeof isJudged): readonly FieldError[] =>
  (validate.errors ?? []).slice(0, 20).map(({ instancePath, keyword, params, message }) => ({
    pointer: keyword === 'required' ? `${instancePath}/${String(params['missingProperty'])}` : instancePath,
    rule: keyword,
    message: message ?? 'is not valid',
  }));
