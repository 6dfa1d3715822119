import type { Change, Direction } from '../change.js';
import { judge, type Effect } from '../effect.js';
import { pointerOf, shown } from '../json.js';
import type { Context } from './context.js';

/** Where in a document a comparison stands, and which way data flows there. */
export interface Place {
  readonly document: string;
  /** Names rather than numbers for members of lists that have names. */
  readonly path: readonly string[];
  readonly port?: string;
  readonly field?: string;
  readonly direction: Direction;
}

/** What is different at a place. */
export interface Finding {
  readonly kind: string;
  readonly effect: Effect;
  /** Without a full stop. */
  readonly what: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Compares what two documents say at a place; either side may be absent. */
export type Comparer = (before: unknown, after: unknown, place: Place, context: Context) => readonly Change[];

/** The place of a member. */
export const inside = (place: Place, ...names: readonly string[]): Place => ({
  ...place,
  path: [...place.path, ...names],
});

/** The change that a finding is at its place. */
export function changeAt(place: Place, { kind, effect, what, before, after }: Finding): Change {
  const { hurts, deserves, consequence } = judge(effect, place.direction);
  const [was, is] = [shown(before), shown(after)];
  return {
    kind,
    ...(place.port !== undefined && { port: place.port }),
    ...(place.field !== undefined && { field: place.field }),
    document: place.document,
    path: pointerOf(place.path),
    direction: place.direction,
    hurts,
    deserves,
    ...(was !== undefined && { before: was }),
    ...(is !== undefined && { after: is }),
    because: sentence(`${what}: ${consequence}`),
    ...(effect === 'undecided' && { undecided: true }),
  };
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
