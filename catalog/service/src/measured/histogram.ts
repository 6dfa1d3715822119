import { LATENCY_BOUNDS_MS } from '@mesh/events';

/** Counts by `LATENCY_BOUNDS_MS`, the last one of all that took longer. */
export type Histogram = readonly number[];

/** A histogram without a call. */
export const EMPTY: Histogram = new Array<number>(LATENCY_BOUNDS_MS.length + 1).fill(0);

/** Counts of other bounds as counts of ours: a call counts as slow as its bucket may have been. */
export function rescaled(bounds: readonly number[], counts: readonly number[]): Histogram {
  const scaled = [...EMPTY];
  counts.forEach((count, index) => {
    const bound = bounds[index] ?? Number.POSITIVE_INFINITY;
    const bucket = LATENCY_BOUNDS_MS.findIndex((known) => known >= bound);
    scaled[bucket === -1 ? LATENCY_BOUNDS_MS.length : bucket]! += count;
  });
  return scaled;
}

/** Histograms of several times or instances as one. */
export function added(one: Histogram, other: Histogram): Histogram {
  return EMPTY.map((_, index) => (one[index] ?? 0) + (other[index] ?? 0));
}

/**
 * The time within which a share of the calls ended, in milliseconds: linear within a bucket, as Prometheus does. Of calls
 * beyond the last bound nothing more is known than that. Undefined without a call.
 */
export function quantileMs(counts: Histogram, share: number): number | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  const rank = share * total;
  let before = 0;
  for (const [index, count] of counts.entries()) {
    if (count > 0 && before + count >= rank) {
      const low = LATENCY_BOUNDS_MS[index - 1] ?? 0;
      const high = LATENCY_BOUNDS_MS[index] ?? low;
      return rounded(low + ((high - low) * (rank - before)) / count);
    }
    before += count;
  }
  return LATENCY_BOUNDS_MS.at(-1);
}

const rounded = (ms: number): number => Math.round(ms * 100) / 100;
