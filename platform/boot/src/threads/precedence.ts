import { Courtesy, loopUtilization, SharedTurn } from '@mesh/events';

const MEASURED_EVERY_MS = 1_000;
/** A double from 0 to 1: the share of its time in which the thread worked that answers calls. */
const UTILIZATION_BYTES = Float64Array.BYTES_PER_ELEMENT;

/** What the thread that answers calls tells those that go after it: how busy it is, and which of them has its turn. */
export class Precedence {
  readonly told = new SharedArrayBuffer(UTILIZATION_BYTES + SharedTurn.BYTES);
  private readonly measuring: NodeJS.Timeout;

  constructor() {
    const [number, utilization] = [utilizationIn(this.told), loopUtilization()];
    this.measuring = setInterval(() => (number[0] = utilization()), MEASURED_EVERY_MS).unref();
  }

  close(): void {
    clearInterval(this.measuring);
  }
}

/** The courtesy of a thread that was told this: it gives way to the main thread, and works when no other of its kind does. */
export function courtesyBy(told: SharedArrayBuffer): Courtesy {
  const number = utilizationIn(told);
  return new Courtesy(() => number[0] ?? 0, new SharedTurn(told, UTILIZATION_BYTES));
}

const utilizationIn = (told: SharedArrayBuffer): Float64Array => new Float64Array(told, 0, 1);
