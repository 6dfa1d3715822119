import type { Measure } from '@mesh/models';
import { EvaluationErrors } from './evaluation-errors.js';
import { Z_95 } from './interval.js';

/**
 * A share with its 95 % score interval (Wilson, JASA 1927;22:209), which stays within 0–1 and is honest for few cases.
 * Throws EVALUATION.NO_CASES.
 */
export function wilson(successes: number, cases: number): Measure {
  if (cases === 0) throw EvaluationErrors.NO_CASES();
  const value = successes / cases;
  const z2 = Z_95 ** 2;
  const centre = (value + z2 / (2 * cases)) / (1 + z2 / cases);
  const reach = (Z_95 * Math.sqrt((value * (1 - value)) / cases + z2 / (4 * cases ** 2))) / (1 + z2 / cases);
  // At the ends the bound is exact; the arithmetic would leave a rounding error there.
  return {
    value,
    low: successes === 0 ? 0 : centre - reach,
    high: successes === cases ? 1 : centre + reach,
    n: cases,
  };
}
