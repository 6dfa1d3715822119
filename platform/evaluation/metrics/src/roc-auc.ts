import type { Measure } from '@mesh/models';
import { EvaluationErrors } from './evaluation-errors.js';
import { sampleVariance, Z_95 } from './interval.js';
import { newcombeInterval } from './newcombe-interval.js';
import { sharesBelow, sortedClasses } from './sorted-classes.js';

/**
 * Area under the ROC curve (Mann–Whitney, ties count half) with its 95 % interval: DeLong's variance (Biometrics 1988;44:837)
 * over sorted classes (as Sun & Xu 2014, by their merge), taken on the logit scale so that it stays within 0–1. An area of exactly 0 or 1 has no DeLong
 * variance; its interval is Newcombe's (method 5, Stat Med 2006;25:559). Throws EVALUATION.ONE_CLASS.
 */
export function rocAuc(labels: ArrayLike<number>, probabilities: ArrayLike<number>): Measure {
  const { positives, negatives } = sortedClasses(labels, probabilities);
  const m = positives.length;
  const n = negatives.length;
  if (m === 0 || n === 0) throw EvaluationErrors.ONE_CLASS({ cases: labels.length });

  // Share of the other class that each case stands on the right side of: DeLong's structural components.
  const ofPositives = sharesBelow(positives, negatives);
  const ofNegatives = sharesBelow(negatives, positives);
  for (let j = 0; j < n; j++) ofNegatives[j] = 1 - ofNegatives[j]!;
  let value = 0;
  for (let i = 0; i < m; i++) value += ofPositives[i]!;
  value /= m;

  const variance = sampleVariance(ofPositives, value) / m + sampleVariance(ofNegatives, value) / n;
  const [low, high] =
    variance > 0 && value > 0 && value < 1 ? logitInterval(value, variance) : newcombeInterval(value, m, n);
  return { value, low, high, n: m + n };
}

function logitInterval(value: number, variance: number): readonly [number, number] {
  const centre = Math.log(value / (1 - value));
  const reach = (Z_95 * Math.sqrt(variance)) / (value * (1 - value));
  const expit = (x: number) => 1 / (1 + Math.exp(-x));
  return [expit(centre - reach), expit(centre + reach)];
}
