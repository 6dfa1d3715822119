import { Slots } from './duckdb/slots.js';

/** One at a time, in order; a writer waits its turn at most five minutes and behind at most 256 others. */
export class Turns extends Slots {
  constructor() {
    super(1, { maxWaiting: 256, maxWaitMs: 300_000 });
  }
}
