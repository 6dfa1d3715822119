import type { Measure } from './measure.js';

/** Cases of about the same expected count. */
export interface CountBin {
  readonly meanPredicted: number;
  readonly meanObserved: number;
  readonly n: number;
}

export interface CountSubgroupMetrics {
  readonly attribute: string;
  readonly value: string;
  readonly n: number;
  readonly meanObserved: number;
  readonly meanPredicted: number;
  readonly meanPoissonDeviance: Measure;
  /** Against the mean of the group itself; absent where all its counts are equal. */
  readonly devianceExplained?: Measure;
  readonly meanAbsoluteError: number;
}

/** How a version that foresees a count did on rows that it never saw. */
export interface CountMetrics {
  readonly outcome: 'count';
  /** How far the counts are from those expected (McCullagh & Nelder); 0 where each is met. */
  readonly meanPoissonDeviance: Measure;
  /** What the plain mean of the same rows would reach. */
  readonly meanPoissonDevianceOfMean: Measure;
  /** D²: the share of that which the version explains; 1 is all, 0 no better than the mean, below 0 worse. */
  readonly devianceExplained: Measure;
  readonly meanAbsoluteError: Measure;
  /** `expectedError` is the mean distance of expected and observed over the bins, in counts. */
  readonly calibration: { readonly expectedError: number; readonly bins: readonly CountBin[] };
  readonly subgroups: readonly CountSubgroupMetrics[];
}
