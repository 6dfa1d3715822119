import type { SubgroupMetrics } from '@mesh/models';
import { brier } from './brier.js';
import { rocAuc } from './roc-auc.js';

/** One value a case of an attribute such as sex or age band; undefined where it is not known. */
export interface SubgroupAttribute {
  readonly attribute: string;
  readonly values: readonly (string | undefined)[];
}

/** The cases of one value of an attribute, by their place. */
export interface SubgroupCases {
  readonly value: string;
  readonly cases: readonly number[];
}

/** The cases of each value of an attribute, in ascending order of the value's text; cases without a value are left out. */
export function subgroupCases({ values }: Pick<SubgroupAttribute, 'values'>): readonly SubgroupCases[] {
  const casesOf = new Map<string, number[]>();
  values.forEach((value, i) => {
    if (value === undefined) return;
    const cases = casesOf.get(value);
    if (cases) cases.push(i);
    else casesOf.set(value, [i]);
  });
  return [...casesOf].map(([value, cases]) => ({ value, cases })).sort((a, b) => (a.value < b.value ? -1 : 1));
}

/** The measures of each value of an attribute, in ascending order of the value's text; cases without a value are left out. */
export function subgroupMetrics(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  attribute: SubgroupAttribute,
): readonly SubgroupMetrics[] {
  return subgroupCases(attribute).map(({ value, cases }) => {
    const own = cases.map((i) => labels[i]!);
    const scored = cases.map((i) => probabilities[i]!);
    const positives = own.filter((label) => label === 1).length;
    const both = positives > 0 && positives < own.length;
    return {
      attribute: attribute.attribute,
      value,
      n: own.length,
      positives,
      ...(both ? { rocAuc: rocAuc(own, scored) } : {}),
      brier: brier(own, scored).value,
    };
  });
}
