import type { Database } from '@mesh/database';
import type { BatchHandler, LoggedEvent } from '@mesh/events';
import { MeshError } from '@mesh/product';
import { bury, commit, type Claim } from './claim.js';
import { causeOf } from './dead-letters.js';

const FIRST_BACK_OFF_MS = 50;
const LONGEST_BACK_OFF_MS = 10_000;

/** How a delivery ended: all committed, or given up because the partition is lost or the consumer stops. */
export type Outcome = 'committed' | 'lost' | 'stopped';

export interface DeliverySettings {
  readonly database: Database;
  readonly claim: Claim;
  readonly handle: BatchHandler;
  readonly maxAttempts: number;
  /** Waits, but not on when the consumer stops. */
  readonly pause: (ms: number) => Promise<void>;
  readonly isStopping: () => boolean;
  readonly signal: AbortSignal;
}

/**
 * Hands batches to the handler until they are committed. A batch that keeps failing is halved until the poisonous event
 * stands alone; alone it gets all its attempts once more, so that no neighbour's fault condemns it. Errors that say
 * "try again" (unavailable, throttled) are the fault of no event: they are retried without end.
 */
export class Delivery {
  constructor(private readonly settings: DeliverySettings) {}

  async deliver(events: readonly LoggedEvent[]): Promise<Outcome> {
    return this.attempt(events, this.settings.maxAttempts);
  }

  private async attempt(events: readonly LoggedEvent[], allowed: number): Promise<Outcome> {
    const { database, claim, handle, signal } = this.settings;
    const next = (events.at(-1)?.offset ?? 0) + 1;
    let failures = 0;
    for (let tries = 1; ; tries += 1) {
      try {
        await handle(events, signal);
        return (await commit(database, claim, next)) ? 'committed' : 'lost';
      } catch (error) {
        if (signal.aborted) return 'lost';
        if (!(error instanceof MeshError && error.retryable)) failures += 1;
        if (failures >= allowed) return this.single(events, error, tries);
      }
      await this.settings.pause(backOffMs(tries));
      if (signal.aborted) return 'lost';
      if (this.settings.isStopping()) return 'stopped';
    }
  }

  private async single(events: readonly LoggedEvent[], error: unknown, attempts: number): Promise<Outcome> {
    const [event] = events;
    if (events.length === 1 && event !== undefined) return this.bury(event, error, attempts);
    const middle = events.length >> 1;
    for (const half of [events.slice(0, middle), events.slice(middle)]) {
      const outcome = await this.attempt(half, half.length === 1 ? this.settings.maxAttempts : 1);
      if (outcome !== 'committed') return outcome;
      if (this.settings.isStopping()) return 'stopped';
    }
    return 'committed';
  }

  private async bury(event: LoggedEvent, error: unknown, attempts: number): Promise<Outcome> {
    const { database, claim } = this.settings;
    return (await bury(database, claim, { event, cause: causeOf(error), attempts })) ? 'committed' : 'lost';
  }
}

/** Doubles from 50 ms to 10 s. */
const backOffMs = (tries: number) => Math.min(FIRST_BACK_OFF_MS * 2 ** Math.min(tries - 1, 20), LONGEST_BACK_OFF_MS);
