import { isObject, listOf, objectOf, same, type JsonObject } from '../json.js';

/** Words beside the rules: of two, those nearer to the place count. */
const NOTES = new Set([
  'title',
  'description',
  'examples',
  'example',
  'default',
  'deprecated',
  '$comment',
  '$id',
  '$schema',
  '$defs',
  'definitions',
]);
export const isNote = (keyword: string): boolean => NOTES.has(keyword) || keyword.startsWith('x-');

/** Rules that look at what stands beside them, and so mean something else in another company. */
const ENTANGLED = [
  'patternProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  'prefixItems',
  'contains',
  'minContains',
  'maxContains',
  'if',
  'then',
  'else',
];

/**
 * One schema for what two schemas ask for together; undefined where that cannot be written by their keywords alone.
 * `near` stands at the place, `far` is what it refers to.
 */
export function conjunction(far: JsonObject, near: JsonObject): JsonObject | undefined {
  const rules = (schema: JsonObject): readonly string[] => Object.keys(schema).filter((keyword) => !isNote(keyword));
  if (rules(near).length === 0 || rules(far).length === 0) return { ...far, ...near };
  if (ENTANGLED.some((keyword) => keyword in far || keyword in near)) return undefined;
  if (closes(far, near) || closes(near, far)) return undefined;
  const shared = rules(far).filter((keyword) => keyword in near && !same(far[keyword], near[keyword]));
  if (shared.some((keyword) => keyword !== 'properties' && keyword !== 'required')) return undefined;
  return {
    ...far,
    ...near,
    ...(shared.includes('properties') && { properties: together(objectOf(far.properties), objectOf(near.properties)) }),
    ...(shared.includes('required') && { required: [...new Set([...listOf(far.required), ...listOf(near.required)])] }),
  };
}

/** Whether the one has a rule for fields without a name, which would then pass over the names of the other. */
const closes = (one: JsonObject, other: JsonObject): boolean =>
  one.additionalProperties !== undefined &&
  one.additionalProperties !== true &&
  'properties' in other &&
  !same(one.properties, other.properties);

const together = (far: JsonObject, near: JsonObject): JsonObject => ({
  ...far,
  ...Object.fromEntries(
    Object.entries(near).map(([name, rule]) => [name, Object.hasOwn(far, name) ? { allOf: [far[name], rule] } : rule]),
  ),
});

/** A schema as an object; undefined for one that accepts nothing. */
export const asObject = (schema: unknown): JsonObject | undefined =>
  schema === true || schema === undefined ? {} : isObject(schema) ? schema : undefined;
