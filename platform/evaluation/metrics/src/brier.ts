import type { Measure } from '@mesh/models';
import { sampleVariance, withinUnit, Z_95 } from './interval.js';

/**
 * Brier score (mean squared difference of probability and outcome; Brier 1950) with its 95 % interval from the variance of the
 * squared differences (normal approximation, cut to 0–1).
 */
export function brier(labels: ArrayLike<number>, probabilities: ArrayLike<number>): Measure {
  const squares = new Float64Array(labels.length);
  let value = 0;
  for (let i = 0; i < squares.length; i++) {
    squares[i] = (probabilities[i]! - labels[i]!) ** 2;
    value += squares[i]!;
  }
  value /= squares.length;
  const reach = Z_95 * Math.sqrt(sampleVariance(squares, value) / squares.length);
  return { value, low: withinUnit(value - reach), high: withinUnit(value + reach), n: squares.length };
}
