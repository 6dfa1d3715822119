import { setTimeout as wait } from 'node:timers/promises';
import type { Scorer } from '@mesh/serving';
import type { ArmsTally } from './arms-tally.js';

export interface ShadowQueueSettings {
  /** Most rows that wait; more are dropped and counted. Default 2,048. */
  readonly capacity?: number;
  /** Greatest share of the time that the shadow computes, 0–1. Default 0.1. */
  readonly dutyShare?: number;
}

const ROWS_A_RUN = 32;
const LEAST_PAUSE_MS = 5;

/**
 * Lets a shadow score what was answered, after it was answered. After each run it rests for a multiple of the time that
 * the run took: the busier the process, the longer, and what does not fit into the queue meanwhile is dropped.
 */
export class ShadowQueue {
  readonly #rows: Float32Array;
  readonly #answers: Float64Array;
  readonly #capacity: number;
  readonly #restFactor: number;
  readonly #closing = new AbortController();
  #first = 0;
  #waiting = 0;
  #drained: Promise<void> | undefined;

  constructor(
    private readonly shadow: Scorer,
    private readonly width: number,
    private readonly tally: ArmsTally,
    { capacity = 2_048, dutyShare = 0.1 }: ShadowQueueSettings = {},
  ) {
    this.#capacity = capacity;
    this.#restFactor = 1 / dutyShare - 1;
    this.#rows = new Float32Array(capacity * width);
    this.#answers = new Float64Array(capacity);
  }

  /** Copies the row; never waits. `answer` is the probability that was answered. */
  offer(row: ArrayLike<number>, answer: number): void {
    if (this.#closing.signal.aborted) return;
    if (this.#waiting === this.#capacity) return this.tally.dropped(1);
    const place = (this.#first + this.#waiting) % this.#capacity;
    this.#rows.set(row, place * this.width);
    this.#answers[place] = answer;
    this.#waiting += 1;
    this.#drained ??= this.drain();
  }

  /** Ends after the run in hand; what waits is dropped. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#drained;
    if (this.#waiting > 0) this.tally.dropped(this.#waiting);
    this.#waiting = 0;
    await this.shadow.close();
  }

  private async drain(): Promise<void> {
    const { signal } = this.#closing;
    // The first run waits as well: the answer that brought the row leaves first.
    let pauseMs = LEAST_PAUSE_MS;
    while (this.#waiting > 0) {
      await wait(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) break;
      const startedAt = performance.now();
      await this.run();
      pauseMs = Math.max(LEAST_PAUSE_MS, (performance.now() - startedAt) * this.#restFactor);
    }
    this.#drained = undefined;
  }

  private async run(): Promise<void> {
    const rows = Math.min(this.#waiting, ROWS_A_RUN, this.#capacity - this.#first);
    const [from, to] = [this.#first, this.#first + rows];
    const answers = this.#answers.slice(from, to);
    const scored = await this.shadow
      .scoreMany(this.#rows.slice(from * this.width, to * this.width))
      .catch(() => undefined);
    this.#first = to % this.#capacity;
    this.#waiting -= rows;
    if (scored === undefined) this.tally.failed('shadow', rows);
    else scored.forEach((probability, nth) => this.tally.compared(probability - (answers[nth] as number)));
  }
}
