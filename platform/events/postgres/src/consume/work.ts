import type { Database } from '@mesh/database';
import type { BatchHandler, LoggedEvent } from '@mesh/events';
import type { Burial } from './dead-letters.js';

/** Settles events as worked through, or buried, in the transaction it is given; false when the partition is no longer the member's. */
export type Keep = (database: Database, burials?: readonly Burial[]) => Promise<boolean>;

/** Works through events and keeps them; false when the partition is no longer the member's: then nothing was kept. */
export type Work = (events: readonly LoggedEvent[], keep: Keep, signal: AbortSignal) => Promise<boolean>;

/** Where the group goes on after a batch. */
export const nextAfter = (events: readonly LoggedEvent[]): number => (events.at(-1)?.offset ?? -1) + 1;

/** Hands the events to a handler, then keeps them: at least once. */
export const handing =
  (database: Database, handle: BatchHandler): Work =>
  async (events, keep, signal) => {
    await handle(events, signal);
    return keep(database);
  };
