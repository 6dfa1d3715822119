import { exactSmirnovTail, kolmogorovTail } from '../distributions/smirnov-tail.js';
import { EvaluationErrors } from '../evaluation-errors.js';
import { measured } from './measured.js';

/** Above so many cells of the lattice the exact tail costs more than it is worth: there both agree to about a hundredth. */
const MOST_EXACT_CELLS = 1_000_000;

/** How far two samples lie apart and how likely that is for samples of one distribution. */
export interface SmirnovResult {
  /** Greatest distance of the two empirical distribution functions, 0–1. */
  readonly statistic: number;
  /** Two-sided. */
  readonly pValue: number;
  readonly method: 'exact' | 'asymptotic';
}

/**
 * Two-sample Kolmogorov–Smirnov test (Smirnov 1939). The p-value is exact (Hodges 1958) while m·n ≤ 10⁶, beyond that from
 * Kolmogorov's limit with Stephens' correction for finite samples (JRSS B 1970;32:115); ties make it conservative. NaN is left
 * out. Throws EVALUATION.NO_CASES when a sample holds no number.
 */
export function kolmogorovSmirnov(a: ArrayLike<number>, b: ArrayLike<number>): SmirnovResult {
  const [one, other] = [measured(a), measured(b)];
  const [m, n] = [one.length, other.length];
  if (m === 0 || n === 0) throw EvaluationErrors.NO_CASES();
  const distance = latticeDistance(one, other);
  const statistic = distance / (m * n);
  if (m * n <= MOST_EXACT_CELLS) return { statistic, pValue: exactSmirnovTail(m, n, distance), method: 'exact' };
  const root = Math.sqrt((m * n) / (m + n));
  return { statistic, pValue: kolmogorovTail((root + 0.12 + 0.11 / root) * statistic), method: 'asymptotic' };
}

/** The statistic times m·n, a whole number and therefore without rounding. */
function latticeDistance(one: Float64Array, other: Float64Array): number {
  const [m, n] = [one.length, other.length];
  let [i, j, most] = [0, 0, 0];
  while (i < m && j < n) {
    const value = Math.min(one[i]!, other[j]!);
    while (i < m && one[i]! <= value) i++;
    while (j < n && other[j]! <= value) j++;
    most = Math.max(most, Math.abs(i * n - j * m));
  }
  return most;
}
