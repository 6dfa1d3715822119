import type { Subgroup } from '../metrics.js';
import type { Measure } from '../model-version.js';

/** A subgroup as a line of a chart: its interval as a part of the share from 0 to 1. */
export interface SubgroupRow {
  readonly key: string;
  readonly attribute: string;
  readonly value: string;
  readonly n: number;
  readonly positives: number;
  readonly brier: number;
  readonly rocAuc?: Measure;
  /** The whole interval lies below the overall value. */
  readonly clearlyWorse: boolean;
}

/** Groups in the order of their attributes; each says whether it does clearly worse than all cases together. */
export const subgroupRows = (subgroups: readonly Subgroup[], overall: Measure): readonly SubgroupRow[] =>
  subgroups.map((group) => ({
    ...group,
    key: JSON.stringify([group.attribute, group.value]),
    clearlyWorse: group.rocAuc !== undefined && group.rocAuc.high < overall.value,
  }));
