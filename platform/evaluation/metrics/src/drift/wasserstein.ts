import { EvaluationErrors } from '../evaluation-errors.js';
import { measured } from './measured.js';

/** Keeps a column that never varied from making every distance infinite. */
const LEAST_SPREAD = 0.001;

/**
 * First Wasserstein (earth mover's) distance of two samples, in the unit of the quantity: the area between their empirical
 * distribution functions (Vallender 1974). NaN is left out. Throws EVALUATION.NO_CASES when a sample holds no number.
 */
export function wasserstein(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [one, other] = [measured(a), measured(b)];
  const [m, n] = [one.length, other.length];
  if (m === 0 || n === 0) throw EvaluationErrors.NO_CASES();
  let [i, j, area] = [0, 0, 0];
  let from = Math.min(one[0]!, other[0]!);
  while (i < m || j < n) {
    const to = Math.min(i < m ? one[i]! : Infinity, j < n ? other[j]! : Infinity);
    area += Math.abs(i / m - j / n) * (to - from);
    while (i < m && one[i] === to) i++;
    while (j < n && other[j] === to) j++;
    from = to;
  }
  return area;
}

/** The distance in standard deviations of the reference (at least 0.001), comparable between quantities; as Evidently has it. */
export function normalisedWasserstein(reference: ArrayLike<number>, current: ArrayLike<number>): number {
  const values = measured(reference);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return wasserstein(values, current) / Math.max(Math.sqrt(variance), LEAST_SPREAD);
}
