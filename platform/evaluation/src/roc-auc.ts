import type { Measure } from '@mesh/models';
import { EvaluationErrors } from './evaluation-errors.js';
import { sampleVariance, Z_95 } from './interval.js';
import { midranks } from './midranks.js';
import { newcombeInterval } from './newcombe-interval.js';

/**
 * Area under the ROC curve (Mann–Whitney, ties count half) with its 95 % interval: DeLong's variance (Biometrics 1988;44:837)
 * by midranks (Sun & Xu 2014), taken on the logit scale so that it stays within 0–1. An area of exactly 0 or 1 has no DeLong
 * variance; its interval is Newcombe's (method 5, Stat Med 2006;25:559). Throws EVALUATION.ONE_CLASS.
 */
export function rocAuc(labels: ArrayLike<number>, probabilities: ArrayLike<number>): Measure {
  const positives: number[] = [];
  const negatives: number[] = [];
  for (let i = 0; i < labels.length; i++) (labels[i] === 1 ? positives : negatives).push(probabilities[i]!);
  const m = positives.length;
  const n = negatives.length;
  if (m === 0 || n === 0) throw EvaluationErrors.ONE_CLASS({ cases: labels.length });

  const pooled = midranks([...positives, ...negatives]);
  const amongPositives = midranks(positives);
  const amongNegatives = midranks(negatives);
  // Share of the other class that each case stands on the right side of: DeLong's structural components.
  const ofPositives = Float64Array.from(positives, (_, i) => (pooled[i]! - amongPositives[i]!) / n);
  const ofNegatives = Float64Array.from(negatives, (_, j) => 1 - (pooled[m + j]! - amongNegatives[j]!) / m);
  const value = ofPositives.reduce((sum, share) => sum + share, 0) / m;

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
