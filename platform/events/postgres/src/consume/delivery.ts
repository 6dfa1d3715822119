import { causeOf, type LoggedEvent } from '@mesh/events';
import { MeshError } from '@mesh/product';
import type { Settlement } from './settlement.js';
import type { Keep, Work } from './work.js';

const FIRST_BACK_OFF_MS = 50;
const LONGEST_BACK_OFF_MS = 10_000;

/** How a delivery ended: all committed, or given up because the partition is lost or the consumer stops. */
export type Outcome = 'committed' | 'lost' | 'stopped';

export interface DeliverySettings {
  readonly work: Work;
  readonly maxAttempts: number;
  /** Waits, but not on when the consumer stops. */
  readonly pause: (ms: number) => Promise<void>;
  readonly isStopping: () => boolean;
  readonly signal: AbortSignal;
}

/**
 * Has batches worked through until they are committed. A batch that keeps failing is halved until the poisonous event
 * stands alone; alone it gets all its attempts once more, so that no neighbour's fault condemns it. Errors that say
 * "try again" (unavailable, throttled) are the fault of no event: they are retried without end.
 */
export class Delivery {
  constructor(private readonly settings: DeliverySettings) {}

  async deliver(events: readonly LoggedEvent[], settlement: Settlement): Promise<Outcome> {
    return this.attempt(events, settlement, this.settings.maxAttempts);
  }

  private async attempt(events: readonly LoggedEvent[], settlement: Settlement, allowed: number): Promise<Outcome> {
    const { work, signal } = this.settings;
    let failures = 0;
    for (let tries = 1; ; tries += 1) {
      try {
        const keep: Keep = (database, burials) => settlement.keep(database, events, burials);
        return (await work(events, keep, signal)) ? 'committed' : 'lost';
      } catch (error) {
        if (signal.aborted) return 'lost';
        if (!(error instanceof MeshError && error.retryable)) failures += 1;
        if (failures >= allowed) return this.single(events, settlement, { error, attempts: tries });
      }
      await this.settings.pause(backOffMs(tries));
      if (signal.aborted) return 'lost';
      if (this.settings.isStopping()) return 'stopped';
    }
  }

  private async single(
    events: readonly LoggedEvent[],
    settlement: Settlement,
    { error, attempts }: { error: unknown; attempts: number },
  ): Promise<Outcome> {
    const [event] = events;
    if (events.length === 1 && event !== undefined) {
      return (await settlement.bury({ event, cause: causeOf(error), attempts })) ? 'committed' : 'lost';
    }
    const middle = events.length >> 1;
    for (const half of [events.slice(0, middle), events.slice(middle)]) {
      const outcome = await this.attempt(half, settlement, half.length === 1 ? this.settings.maxAttempts : 1);
      if (outcome !== 'committed') return outcome;
      if (this.settings.isStopping()) return 'stopped';
    }
    return 'committed';
  }
}

/** Doubles from 50 ms to 10 s. */
const backOffMs = (tries: number) => Math.min(FIRST_BACK_OFF_MS * 2 ** Math.min(tries - 1, 20), LONGEST_BACK_OFF_MS);
