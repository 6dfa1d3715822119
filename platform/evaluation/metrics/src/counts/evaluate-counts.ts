import type { CountMetrics } from '@mesh/models';
import { calibration } from '../calibration.js';
import { EvaluationErrors } from '../evaluation-errors.js';
import type { SubgroupAttribute } from '../subgroups.js';
import { countSubgroupMetrics } from './count-subgroups.js';
import { devianceExplained } from './deviance-explained.js';
import { meanAbsoluteError, meanLoss } from './mean-loss.js';
import { poissonDeviances, poissonDeviancesOfMean } from './poisson-deviances.js';

/** Cases that the model never saw: the count that came, the count that it expected, and the attributes to report apart. */
export interface JudgedCounts {
  readonly observed: ArrayLike<number>;
  readonly expected: ArrayLike<number>;
  readonly subgroups?: readonly SubgroupAttribute[];
}

/** Deviance, error, calibration and subgroups of a model of counts on cases that it never saw. Throws EVALUATION.*. */
export function evaluateCounts({ observed, expected, subgroups = [] }: JudgedCounts): CountMetrics {
  check(observed, expected, subgroups);
  const ofModel = poissonDeviances(observed, expected);
  const ofMean = poissonDeviancesOfMean(observed);
  const explained = devianceExplained(ofModel, ofMean);
  if (explained === undefined) throw EvaluationErrors.COUNTS_EQUAL({ cases: observed.length });
  const { expectedError, bins } = calibration(observed, expected);
  return {
    outcome: 'count',
    meanPoissonDeviance: meanLoss(ofModel),
    meanPoissonDevianceOfMean: meanLoss(ofMean),
    devianceExplained: explained,
    meanAbsoluteError: meanAbsoluteError(observed, expected),
    calibration: {
      expectedError,
      // The rate of a bin is the mean of its labels, which here are counts.
      bins: bins.map(({ meanPredicted, observedRate, n }) => ({ meanPredicted, meanObserved: observedRate, n })),
    },
    subgroups: subgroups.flatMap((attribute) => countSubgroupMetrics(observed, expected, attribute)),
  };
}

function check(
  observed: ArrayLike<number>,
  expected: ArrayLike<number>,
  subgroups: readonly SubgroupAttribute[],
): void {
  const cases = observed.length;
  if (cases === 0) throw EvaluationErrors.NO_CASES();
  if (expected.length !== cases || subgroups.some(({ values }) => values.length !== cases))
    throw EvaluationErrors.LENGTHS_DIFFER({ cases });
  for (let i = 0; i < cases; i++) {
    if (!Number.isInteger(observed[i]) || observed[i]! < 0) throw EvaluationErrors.COUNT_INVALID({ row: i });
    if (!(expected[i]! >= 0 && expected[i]! < Infinity)) throw EvaluationErrors.EXPECTED_COUNT_INVALID({ row: i });
  }
}
