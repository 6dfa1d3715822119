import { chiSquaredTail } from '../distributions/chi-squared-tail.js';
import { EvaluationErrors } from '../evaluation-errors.js';

/** How unlike two rows of counts are, and how likely that is by chance. */
export interface ChiSquaredResult {
  readonly statistic: number;
  readonly pValue: number;
  readonly degreesOfFreedom: number;
}

/**
 * Pearson's chi-squared test of homogeneity of two rows of counts, category by category, without continuity correction
 * (Pearson 1900). A category that neither row has is left out; with one category there is nothing to tell apart (p = 1). The
 * p-value holds where expected counts are about 5 or more. Throws EVALUATION.LENGTHS_DIFFER, EVALUATION.NO_CASES.
 */
export function chiSquared(countsA: ArrayLike<number>, countsB: ArrayLike<number>): ChiSquaredResult {
  if (countsA.length !== countsB.length) throw EvaluationErrors.LENGTHS_DIFFER({ cases: countsA.length });
  const rows = { a: 0, b: 0 };
  let categories = 0;
  for (let i = 0; i < countsA.length; i++) {
    rows.a += countsA[i]!;
    rows.b += countsB[i]!;
    if (countsA[i]! + countsB[i]! > 0) categories++;
  }
  if (rows.a === 0 || rows.b === 0) throw EvaluationErrors.NO_CASES();
  let statistic = 0;
  for (let i = 0; i < countsA.length; i++) {
    const column = countsA[i]! + countsB[i]!;
    if (column === 0) continue;
    const expectedA = (rows.a * column) / (rows.a + rows.b);
    const expectedB = column - expectedA;
    statistic += (countsA[i]! - expectedA) ** 2 / expectedA + (countsB[i]! - expectedB) ** 2 / expectedB;
  }
  const degreesOfFreedom = categories - 1;
  return { statistic, pValue: chiSquaredTail(statistic, degreesOfFreedom), degreesOfFreedom };
}
