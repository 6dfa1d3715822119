import type { Measure } from './measure.js';

/** What a threshold catches and what it costs. */
export interface RocPoint {
  readonly threshold: number;
  readonly truePositiveRate: number;
  readonly falsePositiveRate: number;
}

export interface CalibrationBin {
  readonly meanPredicted: number;
  readonly observedRate: number;
  readonly n: number;
}

export interface SubgroupMetrics {
  readonly attribute: string;
  readonly value: string;
  readonly n: number;
  readonly positives: number;
  /** Absent when the subgroup holds one class only. */
  readonly rocAuc?: Measure;
  readonly brier: number;
}

/** How a version that foresees a probability did on rows that it never saw. */
export interface ProbabilityMetrics {
  /** Only counts name what they are: probabilities were there before. */
  readonly outcome?: undefined;
  readonly rocAuc: Measure;
  /** From the highest threshold to the lowest; absent where the recipe does not give it. */
  readonly rocCurve?: readonly RocPoint[];
  readonly brier: Measure;
  /** Mean of five folds over the training rows. */
  readonly crossValidatedRocAuc?: number;
  readonly calibration: { readonly expectedError: number; readonly bins: readonly CalibrationBin[] };
  readonly subgroups: readonly SubgroupMetrics[];
}
