import type { Arrival } from '../reading/arrival.js';

/** An event that waits for partners. */
export interface Waiting extends Pick<Arrival, 'side' | 'key' | 'at' | 'id' | 'source' | 'data'> {
  matched: boolean;
  /** The key under which the same event waits with its data, where this is not it. */
  readonly heldUnder?: string | undefined;
}

type Named = Pick<Waiting, 'side' | 'key' | 'source' | 'id'>;

/** A left and a right event that belong together; without a right one, a left event that found none. */
export interface Pair {
  readonly left: Pick<Waiting, 'id' | 'source' | 'data'>;
  readonly right?: Pick<Waiting, 'id' | 'source' | 'data'>;
}

/** An arrival as it waits; where it waits under its first key already, its data are kept there. */
export const waitingOf = (
  { side, key, at, id, source, data }: Arrival,
  first: Pick<Waiting, 'key' | 'at'> | undefined,
): Waiting => {
  const heldUnder = first?.at === at ? first.key : undefined;
  return { side, key, at, id, source, data, matched: false, heldUnder };
};

/** What tells the events of a task apart; no text of the store holds the character between. */
export const nameOf = ({ side, key, source, id }: Named, under = key): string =>
  `${side}\u0000${under}\u0000${source}\u0000${id}`;
