import { randomUUID } from 'node:crypto';
import type { EventLog } from '@mesh/events';
import { TRAINING_CANCELLED_TOPIC, type TrainingCancelled } from '@mesh/training';

const MOST_REMEMBERED = 10_000;

/** Which runs are no longer wanted: heard by every member of a service, for nobody knows who has the run in hand. */
export class CancelledRuns {
  private readonly cancelled = new Set<string>();
  private readonly running = new Map<string, AbortController>();

  has(runId: string): boolean {
    return this.cancelled.has(runId);
  }

  /** Follows the cancellations, also those from before the start; resolves to the way to stop. */
  async follow(log: EventLog, service: string): Promise<() => Promise<void>> {
    const group = `training-cancel.${service}.${randomUUID()}`;
    const subscription = await log.subscribe({ topics: [TRAINING_CANCELLED_TOPIC], group }, async (events) => {
      for (const { data } of events) this.cancel((data as TrainingCancelled).runId);
    });
    return () => subscription.close();
  }

  /** Does the work with a signal that also ends when the run is cancelled. */
  async during<T>(runId: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const cancelling = new AbortController();
    this.running.set(runId, cancelling);
    if (this.has(runId)) cancelling.abort();
    try {
      return await work(AbortSignal.any([signal, cancelling.signal]));
    } finally {
      this.running.delete(runId);
    }
  }

  private cancel(runId: string): void {
    this.cancelled.add(runId);
    // The oldest go first; their runs have ended long ago.
    if (this.cancelled.size > MOST_REMEMBERED) this.cancelled.delete(this.cancelled.values().next().value as string);
    this.running.get(runId)?.abort();
  }
}
