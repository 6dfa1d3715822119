import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { LoggedEvent } from './event.js';
import type { SharedTurn } from './shared-turn.js';

/** Who works no more than this share of the time has nobody who waits for long. */
const CALM = 0.2;
/** Who works more than this share of the time is in a burst of calls. */
const BURST = 0.3;
const LOOK_EVERY_MS = 100;
/** What a burst may put off is done when it is so old. */
const PATIENCE_MS = 30_000;
/** Work that waits for its turn keeps at least a twentieth of the time. */
const LONGEST_REST = 19;
const LONGEST_REST_MS = 5_000;

/** Which share of their time those have worked of late who go first, from 0 to 1. */
export type Utilization = () => number;

/**
 * Makes background work give way: it takes that share of the time in which those who go first do not work, in batches
 * that begin one after the other. What is left meanwhile waits in the log. Where they are calm nothing waits.
 */
export class Courtesy {
  private resting: Promise<void> = Promise.resolve();
  private lastMs = 0;
  private caughtUpToMs = 0;

  /** With a turn one works at a time of all who share it, in whichever thread, and rests within it. */
  constructor(
    private readonly utilization: Utilization,
    private readonly turn?: SharedTurn,
  ) {}

  /** Works on a batch of the log as `work` does, after a burst of calls has passed. */
  async handle<Result>(
    events: readonly LoggedEvent[],
    work: () => Promise<Result>,
    signal: AbortSignal,
  ): Promise<Result> {
    const [oldest] = events;
    if (oldest !== undefined) await this.letBurstPass(oldest, signal);
    return this.work(work, signal);
  }

  /** Waits where others are busy, then works. A signal that aborts ends the wait, and then nothing is done. */
  async work<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    if (this.utilization() <= CALM) return this.measured(work);
    const rested = async (rest: Promise<void>): Promise<Result> => {
      await rest;
      signal.throwIfAborted();
      return this.measured(work);
    };
    if (this.turn !== undefined) return this.turn.work(() => rested(this.rest(signal)), signal);
    this.resting = this.resting.then(() => this.rest(signal));
    return rested(this.resting);
  }

  /**
   * Lets a burst of calls pass: resolves once it is over, or once what waits is half a minute old by its time (RFC 3339).
   * Then all that waits by now is worked through before a burst is let pass again: in few large batches, which cost less
   * each row, and with calm between them. Also when the signal aborts.
   */
  private async letBurstPass({ appendedAt }: LoggedEvent, signal: AbortSignal): Promise<void> {
    // By the clock of another machine it may not have begun to wait yet.
    const sinceMs = Math.min(Date.parse(appendedAt), Date.now());
    while (sinceMs > this.caughtUpToMs && this.utilization() > BURST && !signal.aborted) {
      if (Date.now() - sinceMs >= PATIENCE_MS) this.caughtUpToMs = Date.now();
      else await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async measured<Result>(work: () => Promise<Result>): Promise<Result> {
    const began = performance.now();
    const result = await work();
    // Batches are of several kinds: the longer ones count.
    this.lastMs = Math.max(performance.now() - began, this.lastMs / 2);
    return result;
  }

  /** By how busy others are when the turn comes, not when the wait for it began. */
  private async rest(signal: AbortSignal): Promise<void> {
    const busy = this.utilization();
    if (busy <= CALM) return;
    const times = Math.min(busy / Math.max(1 - busy, 0.01), LONGEST_REST);
    const ms = Math.min(this.lastMs * times, LONGEST_REST_MS);
    await pause(ms, undefined, { signal }).catch(() => undefined);
  }
}

/** How much the event loop of this thread works: over a second or more, so that one batch does not make it look busy. */
export function loopUtilization(): Utilization {
  let [since, at, last] = [performance.eventLoopUtilization(), performance.now(), 0];
  return () => {
    if (performance.now() - at < 1_000) return last;
    last = performance.eventLoopUtilization(since).utilization;
    [since, at] = [performance.eventLoopUtilization(), performance.now()];
    return last;
  };
}
