import { EvaluationErrors } from '../evaluation-errors.js';
import { measured } from './measured.js';

/** Stands for an empty bin, whose logarithm would be infinite. */
const LEAST_SHARE = 1e-4;

/**
 * Population stability index of a quantity (Siddiqi, Credit Risk Scorecards, 2006): Σ (q − p)·ln(q / p) over bins between the
 * quantiles of the reference, open at both ends; an edge that repeats counts once. Below 0.1 stable, above 0.25 shifted, by
 * custom. NaN is left out. Throws EVALUATION.NO_CASES when a sample holds no number.
 */
export function populationStability(reference: ArrayLike<number>, current: ArrayLike<number>, bins = 10): number {
  const before = measured(reference);
  const after = measured(current);
  if (before.length === 0 || after.length === 0) throw EvaluationErrors.NO_CASES();
  const edges = [...new Set(Array.from({ length: bins - 1 }, (_, k) => quantile(before, (k + 1) / bins)))];
  return populationStabilityOfCounts(countsBetween(before, edges), countsBetween(after, edges));
}

/** The index over counts that already stand in bins or categories, position by position. Throws as `populationStability`. */
export function populationStabilityOfCounts(reference: ArrayLike<number>, current: ArrayLike<number>): number {
  if (reference.length !== current.length) throw EvaluationErrors.LENGTHS_DIFFER({ cases: reference.length });
  const totals = { before: 0, after: 0 };
  for (let i = 0; i < reference.length; i++) {
    totals.before += reference[i]!;
    totals.after += current[i]!;
  }
  if (totals.before === 0 || totals.after === 0) throw EvaluationErrors.NO_CASES();
  let index = 0;
  for (let i = 0; i < reference.length; i++) {
    const p = Math.max(LEAST_SHARE, reference[i]! / totals.before);
    const q = Math.max(LEAST_SHARE, current[i]! / totals.after);
    index += (q - p) * Math.log(q / p);
  }
  return index;
}

/** Quantile with linear interpolation between order statistics (Hyndman & Fan 1996, type 7, as numpy's default). */
function quantile(ascending: Float64Array, share: number): number {
  const place = (ascending.length - 1) * share;
  const below = Math.floor(place);
  const low = ascending[below]!;
  const high = ascending[Math.min(below + 1, ascending.length - 1)]!;
  return low + (high - low) * (place - below);
}

/** How many values lie in (−∞, e₁], (e₁, e₂], … (eₖ, ∞). */
function countsBetween(ascending: Float64Array, edges: readonly number[]): Uint32Array {
  const counts = new Uint32Array(edges.length + 1);
  let bin = 0;
  for (const value of ascending) {
    while (bin < edges.length && value > edges[bin]!) bin++;
    counts[bin]!++;
  }
  return counts;
}
