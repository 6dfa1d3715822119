import { setTimeout as pause } from 'node:timers/promises';
import { OneAtATime } from './one-at-a-time.js';

const [FREE, TAKEN] = [0, 1];
const LOOK_EVERY_MS = 5;
/** Who waits for longer, because what another works with hangs or its thread has died, goes on without a turn. */
const LONGEST_TURN_MS = 15_000;

/** One turn for all who hold the same memory, in whichever thread of the process: while one works the others wait. */
export class SharedTurn {
  static readonly BYTES = Int32Array.BYTES_PER_ELEMENT;
  private readonly turn: Int32Array;
  private readonly asking = new OneAtATime();

  constructor(memory = new SharedArrayBuffer(SharedTurn.BYTES), at = 0) {
    this.turn = new Int32Array(memory, at, 1);
  }

  /** Works when nobody else does; a signal that has aborted by then ends the wait, and nothing is done. */
  async work<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    // In the order in which they came, and one looks for all of a thread.
    const isOurs = await this.asking.work(() => this.take(signal), signal);
    try {
      return await work();
    } finally {
      if (isOurs) Atomics.store(this.turn, 0, FREE);
    }
  }

  /** False where the turn was not given back in time. */
  private async take(signal: AbortSignal): Promise<boolean> {
    const until = performance.now() + LONGEST_TURN_MS;
    while (Atomics.compareExchange(this.turn, 0, FREE, TAKEN) === TAKEN) {
      if (performance.now() > until) return false;
      await pause(LOOK_EVERY_MS);
      signal.throwIfAborted();
    }
    return true;
  }
}
