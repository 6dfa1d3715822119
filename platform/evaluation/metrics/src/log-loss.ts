import { EvaluationErrors } from './evaluation-errors.js';

/**
 * Mean negative log-likelihood of the outcomes (Good 1952), in nats; probabilities are kept a rounding unit away from 0 and 1,
 * as scikit-learn's `log_loss` does. Throws EVALUATION.NO_CASES.
 */
export function logLoss(labels: ArrayLike<number>, probabilities: ArrayLike<number>): number {
  if (labels.length === 0) throw EvaluationErrors.NO_CASES();
  let sum = 0;
  for (let i = 0; i < labels.length; i++) {
    const kept = Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, probabilities[i]!));
    sum -= labels[i] === 1 ? Math.log(kept) : Math.log1p(-kept);
  }
  return sum / labels.length;
}
