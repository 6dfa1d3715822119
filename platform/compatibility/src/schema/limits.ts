import { same, type JsonObject } from '../json.js';
import type { JsonType } from './values.js';

/** A rule on the values of one type; `undefined` stands for no rule. */
export interface Limit {
  readonly name: string;
  readonly keyword: string;
  readonly on: JsonType | 'any';
  /** In a sentence: `has …`. */
  readonly spoken: string;
  read(schema: JsonObject): unknown;
  /** Whether all that the one lets pass, the other lets pass too. */
  within(one: unknown, other: unknown): boolean;
  /** Whether a value passes; absent where that takes more than a comparison. */
  admits?(value: unknown, rule: unknown): boolean;
}

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** An end of a range; `open` when the end itself is outside. */
interface End {
  readonly value: number;
  readonly open: boolean;
}

function endOf(closed: unknown, open: unknown, sign: 1 | -1): End | undefined {
  const [inside, outside] = [numberOf(closed), numberOf(open)];
  if (inside === undefined) return outside === undefined ? undefined : { value: outside, open: true };
  if (outside === undefined || sign * (inside - outside) > 0) return { value: inside, open: false };
  return { value: outside, open: true };
}

const range = (name: 'lower-limit' | 'upper-limit', sign: 1 | -1): Limit => ({
  name,
  keyword: sign === 1 ? 'minimum' : 'maximum',
  on: 'number',
  spoken: name === 'lower-limit' ? 'lower limit' : 'upper limit',
  read: (schema) =>
    sign === 1 ? endOf(schema.minimum, schema.exclusiveMinimum, 1) : endOf(schema.maximum, schema.exclusiveMaximum, -1),
  within: (one, other) => {
    const [inner, outer] = [one as End, other as End];
    const distance = sign * (inner.value - outer.value);
    return distance > 0 || (distance === 0 && (inner.open || !outer.open));
  },
  admits: (value, rule) => {
    const { value: end, open } = rule as End;
    const distance = sign * ((value as number) - end);
    return distance > 0 || (distance === 0 && !open);
  },
});

const count = (
  keyword: string,
  words: { readonly name: string; readonly on: JsonType; readonly of: string },
): Limit => {
  const atLeast = keyword.startsWith('min');
  return {
    name: words.name,
    keyword,
    on: words.on,
    spoken: `${atLeast ? 'least' : 'greatest'} number of ${words.of}`,
    // Nothing has fewer than none.
    read: (schema) => (atLeast && schema[keyword] === 0 ? undefined : numberOf(schema[keyword])),
    within: (one, other) => (atLeast ? Number(one) >= Number(other) : Number(one) <= Number(other)),
    ...(words.on === 'string' && {
      admits: (value: unknown, rule: unknown) => {
        const length = [...(value as string)].length;
        return atLeast ? length >= Number(rule) : length <= Number(rule);
      },
    }),
  };
};

/** A rule that is the same or another one: which of two lets more pass is not decided. */
const exact = (keyword: string, on: Limit['on'], spoken = keyword): Limit => ({
  name: keyword.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  keyword,
  on,
  spoken,
  read: (schema) => schema[keyword],
  within: same,
});

const step: Limit = {
  ...exact('multipleOf', 'number', 'step'),
  name: 'step',
  // Only whole steps are compared: a remainder of fractions depends on their rounding.
  within: (one, other) => same(one, other) || (whole(one) && whole(other) && Number(one) % Number(other) === 0),
  admits: (value, rule) => whole(value) && whole(rule) && Number(value) % Number(rule) === 0,
};
const whole = (value: unknown): boolean => Number.isSafeInteger(value);

const pattern: Limit = {
  ...exact('pattern', 'string'),
  admits: (value, rule) => {
    try {
      return new RegExp(String(rule), 'u').test(value as string);
    } catch {
      return false;
    }
  },
};

/** All rules that are compared one by one. */
export const LIMITS: readonly Limit[] = [
  range('lower-limit', 1),
  range('upper-limit', -1),
  step,
  count('minLength', { name: 'least-length', on: 'string', of: 'characters' }),
  count('maxLength', { name: 'greatest-length', on: 'string', of: 'characters' }),
  pattern,
  exact('format', 'any'),
  exact('contentEncoding', 'string', 'encoding of the content'),
  exact('contentMediaType', 'string', 'media type of the content'),
  count('minItems', { name: 'least-items', on: 'array', of: 'items' }),
  count('maxItems', { name: 'greatest-items', on: 'array', of: 'items' }),
  {
    ...exact('uniqueItems', 'array', 'rule that no item repeats'),
    read: ({ uniqueItems }) => (uniqueItems === true ? true : undefined),
  },
  count('minProperties', { name: 'least-fields', on: 'object', of: 'fields' }),
  count('maxProperties', { name: 'greatest-fields', on: 'object', of: 'fields' }),
];

/** Keywords that LIMITS reads. */
export const LIMIT_KEYWORDS: readonly string[] = [
  ...LIMITS.map(({ keyword }) => keyword),
  'exclusiveMinimum',
  'exclusiveMaximum',
];
