import type { ProbabilityMetrics } from '@mesh/models';
import { brier } from './brier.js';
import { calibration } from './calibration.js';
import { EvaluationErrors } from './evaluation-errors.js';
import { rocAuc } from './roc-auc.js';
import { rocCurve } from './roc-curve.js';
import { subgroupMetrics, type SubgroupAttribute } from './subgroups.js';

/** Cases that the model never saw: outcome 0 or 1, the probability it gave, and the attributes to report apart. */
export interface JudgedCases {
  readonly labels: ArrayLike<number>;
  readonly probabilities: ArrayLike<number>;
  readonly subgroups?: readonly SubgroupAttribute[];
}

/** Discrimination, accuracy, calibration and subgroups of a model on cases that it never saw. Throws EVALUATION.*. */
export function evaluate({ labels, probabilities, subgroups = [] }: JudgedCases): ProbabilityMetrics {
  check(labels, probabilities, subgroups);
  return {
    rocAuc: rocAuc(labels, probabilities),
    rocCurve: rocCurve(labels, probabilities),
    brier: brier(labels, probabilities),
    calibration: calibration(labels, probabilities),
    subgroups: subgroups.flatMap((attribute) => subgroupMetrics(labels, probabilities, attribute)),
  };
}

function check(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  subgroups: readonly SubgroupAttribute[],
): void {
  const cases = labels.length;
  if (cases === 0) throw EvaluationErrors.NO_CASES();
  if (probabilities.length !== cases || subgroups.some(({ values }) => values.length !== cases))
    throw EvaluationErrors.LENGTHS_DIFFER({ cases });
  for (let i = 0; i < cases; i++) {
    if (labels[i] !== 0 && labels[i] !== 1) throw EvaluationErrors.LABEL_INVALID({ row: i });
    // Negated so that NaN fails too.
    if (!(probabilities[i]! >= 0 && probabilities[i]! <= 1)) throw EvaluationErrors.PROBABILITY_INVALID({ row: i });
  }
}
