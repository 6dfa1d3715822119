import type { Direction } from '../contracts/announced-subjects.js';
import { SchemaErrors } from '../schema.errors.js';

/** How a schema may change, as schema registries say it. */
export const LEVELS = [
  ...(['NONE', 'BACKWARD', 'BACKWARD_TRANSITIVE', 'FORWARD', 'FORWARD_TRANSITIVE'] as const),
  ...(['FULL', 'FULL_TRANSITIVE'] as const),
] as const;

export type Level = (typeof LEVELS)[number];

/**
 * The rule of a contract, which holds from the first release of a major version to its last. What a product publishes,
 * every reader of an earlier release can read on: FORWARD. What others send it, it takes on: BACKWARD.
 */
export const levelOf = (direction: Direction): Level =>
  direction === 'output' ? 'FORWARD_TRANSITIVE' : 'BACKWARD_TRANSITIVE';

/** The level without a subject: that of what products publish. */
export const GLOBAL_LEVEL: Level = levelOf('output');

/** Reads a level; raises SCHEMAS.LEVEL_INVALID. */
export function readLevel(value: unknown): Level {
  const level = LEVELS.find((one) => one === value);
  if (level === undefined) throw SchemaErrors.LEVEL_INVALID();
  return level;
}

/** Whether all versions count, not only the one before. */
export const isTransitive = (level: Level): boolean => level.endsWith('_TRANSITIVE');
