import type { Measure } from '@mesh/models';
import { sampleVariance, Z_95 } from '../interval.js';
import { meanOf } from './poisson-deviances.js';

/** The mean of losses from 0, with its 95 % interval from their variance (normal approximation, cut at 0). */
export function meanLoss(losses: Float64Array): Measure {
  const value = meanOf(losses);
  const reach = Z_95 * Math.sqrt(sampleVariance(losses, value) / losses.length);
  return { value, low: Math.max(0, value - reach), high: value + reach, n: losses.length };
}

/** Mean absolute difference of expected and observed counts. */
export const meanAbsoluteError = (observed: ArrayLike<number>, expected: ArrayLike<number>): Measure =>
  meanLoss(Float64Array.from(observed, (count, i) => Math.abs(count - expected[i]!)));
