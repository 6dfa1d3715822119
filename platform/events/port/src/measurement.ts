/** Topic on which services report how their ports do; key = product id, data = `Measurement`. */
export const CATALOG_MEASURED_TOPIC = 'platform.catalog.measured.v1';

/** Upper bounds of the latency histogram, milliseconds; the last count of a histogram is that of all slower calls. */
export const LATENCY_BOUNDS_MS: readonly number[] = [
  0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12.5, 15, 20, 25, 30, 40, 50, 75, 100, 150, 250, 500, 1_000, 2_500, 5_000,
  10_000,
];

/** How the ports of one product did in one window, as the instance that served them saw it. */
export interface Measurement {
  readonly product: string;
  readonly version: string;
  readonly instance: string;
  /** RFC 3339; calls that ended in [from, to). */
  readonly from: string;
  readonly to: string;
  readonly ports: readonly MeasuredPort[];
}

/** One port in one window. */
export interface MeasuredPort {
  readonly name: string;
  /** Answered calls of a REST or dataset port, and those among them that failed by the service's own fault (5xx). */
  readonly calls?: number;
  readonly faults?: number;
  /** A fixed histogram of the calls that got what they asked for: windows can be added up. One count more than bounds. */
  readonly latencyMs?: { readonly bounds: readonly number[]; readonly counts: readonly number[] };
  /** Calls by caller: who uses the port. */
  readonly callers?: Readonly<Record<string, number>>;
  /** Events appended to an event port. */
  readonly events?: number;
  /** A dataset: rows, and the age of the oldest event that is not readable yet, or 0, in milliseconds. */
  readonly rows?: number;
  readonly lagMs?: number;
  readonly rules?: readonly MeasuredRule[];
}

/** What a quality rule found in the real data. */
export interface MeasuredRule {
  readonly id: string;
  readonly result: 'pass' | 'fail' | 'error';
  /** What was measured, in the unit of the rule; absent when it could not be. */
  readonly observed?: number;
  /** RFC 3339. */
  readonly at: string;
}
