interface Stop {
  readonly name: string;
  readonly stop: () => Promise<void>;
}

/** A call in hand is answered or given up after ten seconds; a broker that is away lets some waits go on for much longer. */
const STOP_WITHIN_MS = 12_000;

/**
 * What was started, to be stopped in the other order. Each gets its time to finish what it accepted; one that takes longer,
 * because what it waits for is away, is left, so that those behind it are stopped as well: whatever was acknowledged is
 * durable by then.
 */
export class Stops {
  private readonly pending: Stop[] = [];

  constructor(
    private readonly say: (line: string) => void,
    private readonly withinMs = STOP_WITHIN_MS,
  ) {}

  /** `name` tells an operator what was started. */
  begun(name: string, stop: () => Promise<void>): void {
    this.pending.unshift({ name, stop });
  }

  /** Resolves when everything was stopped or left; then throws the first failure. */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    for (const next of this.pending.splice(0))
      await this.stopOne(next).catch((failure: unknown) => failures.push(failure));
    if (failures.length > 0) throw failures[0];
  }

  private async stopOne({ name, stop }: Stop): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), this.withinMs)));
    const end = await Promise.race([stop(), late]).finally(() => clearTimeout(timer));
    if (end === 'late') this.say(`${name} did not stop within ${this.withinMs / 1_000} s and is left as it is`);
  }
}
