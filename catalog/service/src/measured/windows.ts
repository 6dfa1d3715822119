/** A time back from now for which the catalog says how products did. */
export interface MeasuredWindow {
  readonly name: '1h' | '24h' | '30d';
  readonly ms: number;
  /** Its measures are added up in buckets of this many minutes. */
  readonly grainMinutes: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The windows, each of at most 144 buckets. */
export const WINDOWS: readonly MeasuredWindow[] = [
  { name: '1h', ms: HOUR_MS, grainMinutes: 1 },
  { name: '24h', ms: 24 * HOUR_MS, grainMinutes: 10 },
  { name: '30d', ms: 30 * 24 * HOUR_MS, grainMinutes: 360 },
];

/** Days for which the calls of each caller are counted. */
export const CALLER_DAYS = 30;

/** The beginning of the bucket that a time falls into. */
export function bucketOf(time: Date, grainMinutes: number): Date {
  const grainMs = grainMinutes * MINUTE_MS;
  return new Date(Math.floor(time.getTime() / grainMs) * grainMs);
}

/** The first bucket that counts for a window that ends now. */
export const firstBucket = ({ ms, grainMinutes }: MeasuredWindow, now: Date): Date =>
  bucketOf(new Date(now.getTime() - ms + grainMinutes * MINUTE_MS), grainMinutes);
