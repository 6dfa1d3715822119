import { RuntimeErrors } from '../runtime.errors.js';

/** One call under way. Its signal is made when somebody asks for it: most handlers never do, and a controller is dear. */
class Waiting {
  done = false;
  private controller: AbortController | undefined;

  constructor(
    readonly expiresAt: number,
    private readonly give: (error: Error) => void,
  ) {}

  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    return this.controller.signal;
  }

  expire(): void {
    this.give(RuntimeErrors.DEADLINE_EXCEEDED());
    this.controller ??= new AbortController();
    this.controller.abort();
  }
}

/** Tells a handler that its time is over. */
export interface Deadline {
  readonly signal: AbortSignal;
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
  run<Result>(work: (deadline: Deadline) => Promise<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      const waiting = new Waiting(performance.now() + this.lengthMs, reject);
      this.queue.push(waiting);
      this.timer ??= setInterval(() => this.expire(), TICK_MS).unref();
      work(waiting).then(
        (result) => {
          waiting.done = true;
          resolve(result);
        },
        (error: unknown) => {
          waiting.done = true;
          reject(error as Error);
        },
      );
    });
  }

  private expire(): void {
    const now = performance.now();
    let gone = 0;
    for (const waiting of this.queue) {
      if (!waiting.done && waiting.expiresAt > now) break;
      gone += 1;
      if (!waiting.done) waiting.expire();
    }
    this.queue.splice(0, gone);
    if (this.queue.length === 0) {
      clearInterval(this.timer);
      this.timer = undefined;
    }
  }
}
