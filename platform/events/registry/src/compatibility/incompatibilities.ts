import { compareSchemas, judge } from '@mesh/compatibility';
import { isObject, objectOf } from '../schema/json.js';
import type { Level } from './level.js';

const MOST_MESSAGES = 20;

/**
 * What in a schema that follows another breaks the level, in sentences; nothing when it keeps it. Backward, who reads by
 * the new schema must take what was written by the old one: the new schema is as that of an input. Forward, who reads by
 * the old one must take what will be written: the new schema is as that of an output.
 */
export function incompatibilities(before: unknown, after: unknown, level: Level): readonly string[] {
  if (level === 'NONE') return [];
  const direction = level.startsWith('BACKWARD') ? 'input' : level.startsWith('FORWARD') ? 'output' : 'both';
  return compareSchemas(before, after, { before: lookupIn(before), after: lookupIn(after) })
    .map(({ effect, what }) => ({ what, ...judge(effect, direction) }))
    .filter(({ hurts }) => hurts !== 'nobody')
    .slice(0, MOST_MESSAGES)
    .map(({ what, consequence }) => `${what}: ${consequence}`);
}

/** Schemas of the registry refer to their own definitions alone. */
const lookupIn =
  (schema: unknown) =>
  (reference: string): unknown => {
    const name = /^#\/definitions\/([^/]+)$/.exec(reference)?.[1];
    const shelf = isObject(schema) ? objectOf(schema['definitions']) : {};
    return name !== undefined && Object.hasOwn(shelf, name) ? shelf[name] : undefined;
  };
