import type { CountSubgroupMetrics } from '@mesh/models';
import { subgroupCases, type SubgroupAttribute } from '../subgroups.js';
import { devianceExplained } from './deviance-explained.js';
import { meanAbsoluteError, meanLoss } from './mean-loss.js';
import { meanOf, poissonDeviances, poissonDeviancesOfMean } from './poisson-deviances.js';

/** The measures of each value of an attribute, in ascending order of the value's text; cases without a value are left out. */
export function countSubgroupMetrics(
  observed: ArrayLike<number>,
  expected: ArrayLike<number>,
  attribute: SubgroupAttribute,
): readonly CountSubgroupMetrics[] {
  return subgroupCases(attribute).map(({ value, cases }) => {
    const own = cases.map((i) => observed[i]!);
    const foreseen = cases.map((i) => expected[i]!);
    const deviances = poissonDeviances(own, foreseen);
    const explained = devianceExplained(deviances, poissonDeviancesOfMean(own));
    return {
      attribute: attribute.attribute,
      value,
      n: own.length,
      meanObserved: meanOf(own),
      meanPredicted: meanOf(foreseen),
      meanPoissonDeviance: meanLoss(deviances),
      ...(explained && { devianceExplained: explained }),
      meanAbsoluteError: meanAbsoluteError(own, foreseen).value,
    };
  });
}
