import type { Measure } from '@mesh/models';
import { withinUnit, Z_95 } from './interval.js';

/**
 * The area under the ROC curve to expect of calibrated probabilities: Σᵢⱼ pᵢ(1 − pⱼ)·[sᵢ > sⱼ, ties half] / (Σp · Σ(1 − p)), a
 * case against itself counted as a tie (as NannyML's CBPE does), with a 95 % interval by the delta method.
 */
export function estimatedRocAuc(probabilities: Float64Array): Measure {
  const ascending = probabilities.slice().sort();
  const n = ascending.length;
  const positives = ascending.reduce((sum, p) => sum + p, 0);
  const negatives = n - positives;
  let wins = 0;
  let below = { positive: 0, negative: 0 };
  const slopes = new Float64Array(n);
  for (let start = 0; start < n;) {
    let end = start;
    const tied = { positive: 0, negative: 0 };
    for (; end < n && ascending[end] === ascending[start]; end++) {
      tied.positive += ascending[end]!;
      tied.negative += 1 - ascending[end]!;
    }
    const beaten = below.negative + tied.negative / 2;
    const beating = positives - below.positive - tied.positive / 2;
    wins += tied.positive * beaten;
    slopes.fill(beaten - beating, start, end);
    below = { positive: below.positive + tied.positive, negative: below.negative + tied.negative };
    start = end;
  }
  const value = wins / (positives * negatives);
  let variance = 0;
  for (let i = 0; i < n; i++) {
    const slope = (slopes[i]! - value * (negatives - positives)) / (positives * negatives);
    variance += ascending[i]! * (1 - ascending[i]!) * slope ** 2;
  }
  const reach = Z_95 * Math.sqrt(variance);
  return { value, low: withinUnit(value - reach), high: withinUnit(value + reach), n };
}
