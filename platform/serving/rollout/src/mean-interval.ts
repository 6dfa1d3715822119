/** What was seen of a quantity: how often, its sum and the sum of its squares. */
export interface Sums {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

/** A mean with an interval that may be looked at any time. */
export interface MeanInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** After so many the interval is narrowest for its level. */
const NARROWEST_AT = 1_000;
/** A central limit needs a sum: below this the interval is told to be endless. */
const LEAST = 30;

/**
 * The asymptotic confidence sequence of a mean (Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas, "Time-uniform central limit
 * theory and asymptotic confidence sequences", Annals of Statistics 52(6), 2024, eq. 4): it holds at all times together
 * with probability 1 − alpha, so that looking at it often does not make it lie. Infinite below 30 observations.
 */
export function meanInterval({ n, sum, squares }: Sums, alpha = 0.05): MeanInterval {
  if (n === 0) return { mean: NaN, low: -Infinity, high: Infinity, n };
  const mean = sum / n;
  if (n < LEAST) return { mean, low: -Infinity, high: Infinity, n };
  const deviation = Math.sqrt(Math.max(0, squares / n - mean * mean));
  const rho = Math.sqrt((-2 * Math.log(alpha) + Math.log(-2 * Math.log(alpha) + 1)) / NARROWEST_AT);
  const once = n * rho * rho + 1;
  const reach = deviation * Math.sqrt(((2 * once) / (n * n * rho * rho)) * Math.log(Math.sqrt(once) / alpha));
  return { mean, low: mean - reach, high: mean + reach, n };
}
