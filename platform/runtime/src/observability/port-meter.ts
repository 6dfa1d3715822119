import { LATENCY_BOUNDS_MS } from '@mesh/events';

/** What a port did since it was last asked; counts may be added to those of other times and instances. */
export interface PortCounts {
  readonly calls: number;
  /** Calls that failed by the service's own fault. */
  readonly faults: number;
  /** How fast the calls were that got what they asked for, by `LATENCY_BOUNDS_MS`; the last count is of slower ones. */
  readonly latencies: readonly number[];
  readonly callers: Readonly<Record<string, number>>;
  readonly events: number;
}

/** Callers told apart in one window; more would let whoever makes up identities fill the memory. */
const MAX_CALLERS = 1_000;

/** Counts beside the calls of one port: plain numbers, nothing is made for a call. */
export class PortMeter {
  private calls = 0;
  private faults = 0;
  private events = 0;
  private readonly latencies: number[] = new Array<number>(LATENCY_BOUNDS_MS.length + 1).fill(0);
  private readonly callers = new Map<string, { calls: number }>();

  /** A call was answered. What was refused or failed in no time is no sign of speed, so it has no latency. */
  called(status: number, durationMs: number): void {
    this.calls += 1;
    if (status >= 500) this.faults += 1;
    if (status >= 400) return;
    let bucket = 0;
    while (bucket < LATENCY_BOUNDS_MS.length && durationMs > LATENCY_BOUNDS_MS[bucket]!) bucket += 1;
    this.latencies[bucket]! += 1;
  }

  /** Somebody was let in. */
  admitted(caller: string): void {
    const known = this.callers.get(caller);
    if (known !== undefined) known.calls += 1;
    else if (this.callers.size < MAX_CALLERS) this.callers.set(caller, { calls: 1 });
  }

  /** An event became durable, or several. */
  appended(count = 1): void {
    this.events += count;
  }

  /** What came together since the last time, or nothing. */
  take(): PortCounts | undefined {
    if (this.calls === 0 && this.events === 0 && this.callers.size === 0) return undefined;
    const callers = Object.fromEntries([...this.callers].map(([id, { calls }]) => [id, calls]));
    const counts = {
      calls: this.calls,
      faults: this.faults,
      events: this.events,
      latencies: [...this.latencies],
      callers,
    };
    this.calls = this.faults = this.events = 0;
    this.latencies.fill(0);
    this.callers.clear();
    return counts;
  }
}
