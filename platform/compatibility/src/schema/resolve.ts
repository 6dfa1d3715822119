import { isObject, listOf, type JsonObject } from '../json.js';
import { asObject, conjunction, isNote } from './conjunction.js';

/** Finds what a reference names; undefined when it names nothing that is at hand. */
export type Lookup = (reference: string) => unknown;

const MOST_HOPS = 32;

/** Marks a schema that could not be taken apart: it is equal to the same text only. */
export const OPAQUE = 'opaque';

/**
 * A schema with its references followed, and the ways of writing "or null" made one; what cannot be followed is left as
 * it stands, under a keyword that no comparison knows.
 */
export function resolve(schema: unknown, lookup: Lookup): JsonObject {
  let current = schema === undefined || schema === true ? {} : schema;
  for (let hop = 0; hop < MOST_HOPS; hop += 1) {
    if (current === false) return { not: {} };
    if (!isObject(current)) return { [OPAQUE]: current };
    const next = step(current, lookup);
    if (next === undefined) return current;
    current = next;
  }
  return { [OPAQUE]: 'a reference that leads to itself' };
}

function step(schema: JsonObject, lookup: Lookup): unknown {
  if (typeof schema.$ref === 'string') {
    const { $ref, ...beside } = schema;
    const target = lookup($ref);
    if (target === undefined) return { [OPAQUE]: $ref, ...beside };
    return all([target], beside, lookup) ?? { [OPAQUE]: schema };
  }
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const alternative = orNull(schema, keyword, lookup);
    if (alternative !== undefined) return alternative;
  }
  if (!Array.isArray(schema.allOf)) return undefined;
  const { allOf, ...beside } = schema;
  return all(listOf(allOf), beside, lookup);
}

/** What several schemas and what stands beside them ask for together; undefined where that takes more than keywords. */
function all(several: readonly unknown[], beside: JsonObject, lookup: Lookup): unknown {
  if (several.length === 1 && Object.keys(beside).length === 0) return several[0];
  return several.reduceRight<JsonObject | undefined>((near, far) => {
    const one = asObject(far);
    return near === undefined || one === undefined ? undefined : conjunction(resolve(one, lookup), near);
  }, beside);
}

/** Rules that may refuse null, besides types and listed values. */
const SPEAKS_OF_NULL = [OPAQUE, 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'];

/** `anyOf: [X, { type: 'null' }]` as X that may be null. */
function orNull(schema: JsonObject, keyword: 'anyOf' | 'oneOf', lookup: Lookup): unknown {
  const { [keyword]: listed, ...beside } = schema;
  const options = listOf(listed);
  if (options.length !== 2 || !Object.keys(beside).every(isNote)) return undefined;
  const other = options.find((option) => !isNull(option));
  if (other === undefined || !options.some(isNull)) return undefined;
  const { const: only, ...whole } = resolve(other, lookup);
  const { type, enum: values } = whole;
  if (type === undefined && values === undefined && only === undefined) return undefined;
  if (SPEAKS_OF_NULL.some((keyword) => keyword in whole)) return undefined;
  const types = type === undefined ? undefined : [type].flat();
  // With `oneOf` a null that both allow is refused.
  if (keyword === 'oneOf' && (types === undefined || types.includes('null'))) return undefined;
  const listedValues = only === undefined ? values : [only];
  return {
    ...whole,
    ...(types !== undefined && { type: [...types, 'null'] }),
    ...(listedValues !== undefined && { enum: [...listOf(listedValues), null] }),
    ...beside,
  };
}

const isNull = (option: unknown): boolean =>
  isObject(option) && option.type === 'null' && Object.keys(option).length === 1;

/** A value with every reference in it replaced by what it names; one that leads back to itself stays. */
export function inFull(value: unknown, lookup: Lookup, above: readonly string[] = []): unknown {
  if (Array.isArray(value)) return value.map((member) => inFull(member, lookup, above));
  if (!isObject(value)) return value;
  const { $ref, ...beside } = value;
  const target = typeof $ref === 'string' && !above.includes($ref) ? lookup($ref) : undefined;
  const members = Object.entries(target === undefined ? value : beside).map(
    ([name, member]) => [name, inFull(member, lookup, above)] as const,
  );
  if (target === undefined) return Object.fromEntries(members);
  return { $ref: inFull(target, lookup, [...above, String($ref)]), ...Object.fromEntries(members) };
}
