import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

/** A process that works more than this share of its time has callers who wait. */
const BUSY = 0.8;
/** How many times as long as a batch took the next one waits then. */
const REST = 9;
const LONGEST_REST_MS = 5_000;

/** Which share of its time this process has worked of late, from 0 to 1. */
export type Utilization = () => number;

/**
 * Makes background work give way: as long as the process is busy, batches come one after the other and leave nine tenths
 * of the time to others. What is left meanwhile waits in the log. Where the process is calm nothing waits.
 */
export class Courtesy {
  private turn: Promise<void> = Promise.resolve();
  private lastMs = 0;

  constructor(private readonly utilization: Utilization = eventLoopUtilization()) {}

  /** Waits where the process is busy, then works. A signal that aborts ends the wait, and then nothing is done. */
  async work<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    if (this.utilization() > BUSY) {
      this.turn = this.turn.then(() => this.rest(signal));
      await this.turn;
      signal.throwIfAborted();
    }
    const began = performance.now();
    const result = await work();
    // Batches are of several kinds: the longer ones count.
    this.lastMs = Math.max(performance.now() - began, this.lastMs / 2);
    return result;
  }

  private async rest(signal: AbortSignal): Promise<void> {
    const ms = Math.min(this.lastMs * REST, LONGEST_REST_MS);
    await pause(ms, undefined, { signal }).catch(() => undefined);
  }
}

/** Over a second or more, so that one batch does not make a process look busy. */
function eventLoopUtilization(): Utilization {
  let [since, at, last] = [performance.eventLoopUtilization(), performance.now(), 0];
  return () => {
    if (performance.now() - at < 1_000) return last;
    last = performance.eventLoopUtilization(since).utilization;
    [since, at] = [performance.eventLoopUtilization(), performance.now()];
    return last;
  };
}
