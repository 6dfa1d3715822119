import type { Arrival, Data } from '../reading/arrival.js';

/** An event that waits for partners. */
export interface Waiting extends Pick<Arrival, 'side' | 'key' | 'at' | 'id' | 'source' | 'data'> {
  matched: boolean;
}

/** A left and a right event that belong together; without a right one, a left event that found none. */
export interface Pair {
  readonly left: Pick<Waiting, 'id' | 'source' | 'data'>;
  readonly right?: Pick<Waiting, 'id' | 'source' | 'data'>;
}

/** An arrival as it waits. */
export const waitingOf = ({ side, key, at, id, source, data }: Arrival): Waiting => ({
  ...{ side, key, at, id, source, data: data as Data },
  matched: false,
});

/** What tells the events of a task apart; no text of the store holds the character between. */
export const nameOf = ({ side, key, source, id }: Pick<Waiting, 'side' | 'key' | 'source' | 'id'>): string =>
  [side, key, source, id].join('\u0000');
