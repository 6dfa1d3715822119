import { RuntimeErrors } from '../runtime.errors.js';

interface Waiting {
  readonly expiresAt: number;
  readonly abort: AbortController;
  readonly give: (error: Error) => void;
  done: boolean;
}

const TICK_MS = 50;

/**
 * Gives every call the same time to answer. One timer serves all: deadlines of equal length expire in the order in
 * which they began, so a queue is enough, and a call costs no timer of its own.
 */
export class Deadlines {
  private readonly queue: Waiting[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly lengthMs: number) {}

  /** Runs `work`; rejects with RUNTIME.DEADLINE_EXCEEDED, and aborts the work's signal, when it takes too long. */
  run<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const abort = new AbortController();
    return new Promise<Result>((resolve, reject) => {
      const waiting: Waiting = { expiresAt: performance.now() + this.lengthMs, abort, give: reject, done: false };
      this.queue.push(waiting);
      this.timer ??= setInterval(() => this.expire(), TICK_MS).unref();
      work(abort.signal).then(resolve, reject).finally(() => (waiting.done = true));
    });
  }

  private expire(): void {
    const now = performance.now();
    let gone = 0;
    for (const waiting of this.queue) {
      if (!waiting.done && waiting.expiresAt > now) break;
      gone += 1;
      if (waiting.done) continue;
      waiting.give(RuntimeErrors.DEADLINE_EXCEEDED());
      waiting.abort.abort();
    }
    this.queue.splice(0, gone);
    if (this.queue.length === 0) {
      clearInterval(this.timer);
      this.timer = undefined;
    }
  }
}
