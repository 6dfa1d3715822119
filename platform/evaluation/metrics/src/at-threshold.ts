import type { Measure } from '@mesh/models';
import { EvaluationErrors } from './evaluation-errors.js';
import { wilson } from './wilson.js';

/** What an alarm at a threshold catches and what it spares, each with its 95 % interval and the cases it rests on. */
export interface ThresholdMetrics {
  /** Share of the positives that were alarmed; `n` counts the positives. */
  readonly sensitivity: Measure;
  /** Share of the negatives that were not alarmed; `n` counts the negatives. */
  readonly specificity: Measure;
}

/** Sensitivity and specificity of "alarm from this probability on", with Wilson's intervals. Throws EVALUATION.ONE_CLASS. */
export function atThreshold(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  threshold: number,
): ThresholdMetrics {
  const counts = { positives: 0, caught: 0, spared: 0 };
  for (let i = 0; i < labels.length; i++) {
    const alarmed = probabilities[i]! >= threshold;
    if (labels[i] === 1) counts.positives++;
    if (labels[i] === 1 && alarmed) counts.caught++;
    if (labels[i] !== 1 && !alarmed) counts.spared++;
  }
  const negatives = labels.length - counts.positives;
  if (counts.positives === 0 || negatives === 0) throw EvaluationErrors.ONE_CLASS({ cases: labels.length });
  return { sensitivity: wilson(counts.caught, counts.positives), specificity: wilson(counts.spared, negatives) };
}
