import { loopUtilization, type Utilization } from '@mesh/events';

const MEASURED_EVERY_MS = 1_000;

/** How busy the thread is that answers calls, measured there for the threads that go after it. */
export class MainUtilization {
  /** One number, a double from 0 to 1 that is kept current: the share of its time in which it worked. */
  readonly told = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  private readonly measuring: NodeJS.Timeout;

  constructor() {
    const [number, utilization] = [new Float64Array(this.told), loopUtilization()];
    this.measuring = setInterval(() => (number[0] = utilization()), MEASURED_EVERY_MS).unref();
  }

  close(): void {
    clearInterval(this.measuring);
  }
}

/** What the main thread tells, as another thread reads it. */
export function toldUtilization(told: SharedArrayBuffer): Utilization {
  const number = new Float64Array(told);
  return () => number[0] ?? 0;
}
