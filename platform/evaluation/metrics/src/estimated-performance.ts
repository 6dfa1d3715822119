import type { Measure } from '@mesh/models';
import { estimatedRocAuc } from './estimated-roc-auc.js';
import { EvaluationErrors } from './evaluation-errors.js';
import { withinUnit, Z_95 } from './interval.js';

/**
 * What the figures will come to when the outcomes arrive, as far as the probabilities are calibrated. `low` and `high` hold the
 * realised figure in 95 % of windows then; they say nothing of a change in what the inputs mean.
 */
export interface EstimatedPerformance {
  readonly rocAuc: Measure;
  readonly accuracy: Measure;
  readonly sensitivity: Measure;
  readonly specificity: Measure;
  /** The share of positives to expect. */
  readonly prevalence: Measure;
}

/**
 * Confidence-based performance estimation (CBPE, NannyML; Białek et al. 2024, arXiv:2407.08649): each case counts as positive
 * with its own calibrated probability, alarmed from `threshold` on. Intervals by the delta method over independent outcomes.
 * Throws EVALUATION.NO_CASES, and EVALUATION.ONE_CLASS when all probabilities are 0 or all are 1.
 */
export function estimatedPerformance(probabilities: ArrayLike<number>, threshold: number): EstimatedPerformance {
  const n = probabilities.length;
  if (n === 0) throw EvaluationErrors.NO_CASES();
  const positive = Float64Array.from(probabilities);
  const negative = positive.map((p) => 1 - p);
  const alarmed = positive.map((p) => (p >= threshold ? 1 : 0));
  const spared = alarmed.map((alarm) => 1 - alarm);
  if (sum(positive) === 0 || sum(negative) === 0) throw EvaluationErrors.ONE_CLASS({ cases: n });
  const correct = positive.map((p, i) => (alarmed[i] === 1 ? p : 1 - p));
  const each = positive.map(() => 1 / n);
  return {
    rocAuc: estimatedRocAuc(positive),
    accuracy: measure(sum(correct) / n, positive, each),
    sensitivity: ratio(alarmed, positive, positive),
    specificity: ratio(spared, negative, positive),
    prevalence: measure(sum(positive) / n, positive, each),
  };
}

/** The share of a class, each case counted with its weight, that an indicator marks. */
function ratio(indicator: Float64Array, weights: Float64Array, positive: Float64Array): Measure {
  const total = sum(weights);
  const value = sum(indicator.map((mark, i) => mark * weights[i]!)) / total;
  return measure(
    value,
    positive,
    indicator.map((mark) => (mark - value) / total),
  );
}

/** `slopes[i]` is the change of the figure when the outcome of case i turns from 0 to 1 (its sign does not matter). */
function measure(value: number, positive: Float64Array, slopes: Float64Array): Measure {
  const variance = sum(positive.map((p, i) => p * (1 - p) * slopes[i]! ** 2));
  const reach = Z_95 * Math.sqrt(variance);
  return { value, low: withinUnit(value - reach), high: withinUnit(value + reach), n: positive.length };
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
