import type { Measure } from '@mesh/models';
import { sampleVariance, Z_95 } from '../interval.js';
import { meanOf } from './poisson-deviances.js';

/**
 * D², the share of the plain mean's deviance that a model explains (scikit-learn's `d2_tweedie_score` of power 1), from the
 * deviances of each case. 95 % interval of a ratio of means by linearisation (Cochran, Sampling Techniques, 3rd ed., 6.3),
 * cut at 1; that the mean is one of these cases adds nothing in first order, for it is where its deviance is least.
 * Undefined where the plain mean leaves nothing to explain.
 */
export function devianceExplained(ofModel: Float64Array, ofMean: Float64Array): Measure | undefined {
  const n = ofModel.length;
  const whole = meanOf(ofMean);
  // Equal counts deviate from their mean by rounding alone.
  if (!(whole > 1e-12)) return undefined;
  const left = meanOf(ofModel) / whole;
  const residuals = ofModel.map((deviance, i) => deviance - left * ofMean[i]!);
  const reach = (Z_95 * Math.sqrt(sampleVariance(residuals, 0) / n)) / whole;
  return { value: 1 - left, low: 1 - left - reach, high: Math.min(1, 1 - left + reach), n };
}
