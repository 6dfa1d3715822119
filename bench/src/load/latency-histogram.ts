const SUB_BUCKET_BITS = 7;
const SUB_BUCKETS = 1 << SUB_BUCKET_BITS;
/** Up to 2^36 µs, some 19 hours. */
const POWERS = 36 - SUB_BUCKET_BITS;

/**
 * Counts latencies in buckets of at most 1 % width (HDR histogram: linear within each power of two), in constant memory.
 * Unit: microseconds.
 */
export class LatencyHistogram {
  private readonly counts = new Float64Array(SUB_BUCKETS * (POWERS + 1));
  private total = 0;
  private largest = 0;

  record(micros: number): void {
    const value = Math.max(0, Math.round(micros));
    const bucket = Math.min(indexOf(value), this.counts.length - 1);
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    this.total += 1;
    this.largest = Math.max(this.largest, value);
  }

  /** The latency that `share` of the calls did not exceed, to the upper edge of its bucket; 0 of none. */
  percentile(share: number): number {
    let left = Math.max(1, Math.ceil(share * this.total));
    if (this.total === 0) return 0;
    for (let bucket = 0; bucket < this.counts.length; bucket += 1) {
      left -= this.counts[bucket] ?? 0;
      if (left <= 0) return Math.min(upperEdgeOf(bucket), this.largest);
    }
    return this.largest;
  }

  get max(): number {
    return this.largest;
  }

  get count(): number {
    return this.total;
  }
}

function indexOf(value: number): number {
  if (value < SUB_BUCKETS) return value;
  const power = Math.floor(Math.log2(value)) - SUB_BUCKET_BITS + 1;
  const half = SUB_BUCKETS / 2;
  return SUB_BUCKETS + (power - 1) * half + (Math.floor(value / 2 ** power) - half);
}

function upperEdgeOf(bucket: number): number {
  if (bucket < SUB_BUCKETS) return bucket;
  const half = SUB_BUCKETS / 2;
  const power = Math.floor((bucket - SUB_BUCKETS) / half) + 1;
  const sub = ((bucket - SUB_BUCKETS) % half) + half;
  return (sub + 1) * 2 ** power - 1;
}
