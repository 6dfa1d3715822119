import type { SubgroupMetrics } from '@mesh/models';
import { brier } from './brier.js';
import { rocAuc } from './roc-auc.js';

/** One value a case of an attribute such as sex or age band; undefined where it is not known. */
export interface SubgroupAttribute {
  readonly attribute: string;
  readonly values: readonly (string | undefined)[];
}

/** The measures of each value of an attribute, in ascending order of the value's text; cases without a value are left out. */
export function subgroupMetrics(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  { attribute, values }: SubgroupAttribute,
): readonly SubgroupMetrics[] {
  const casesOf = new Map<string, number[]>();
  values.forEach((value, i) => {
    if (value === undefined) return;
    const cases = casesOf.get(value);
    if (cases) cases.push(i);
    else casesOf.set(value, [i]);
  });
  return [...casesOf]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([value, cases]) => {
      const own = cases.map((i) => labels[i]!);
      const scored = cases.map((i) => probabilities[i]!);
      const positives = own.filter((label) => label === 1).length;
      const both = positives > 0 && positives < own.length;
      return {
        attribute,
        value,
        n: own.length,
        positives,
        ...(both ? { rocAuc: rocAuc(own, scored) } : {}),
        brier: brier(own, scored).value,
      };
    });
}
