import type { Measure } from './model-version.js';

/** How a version did for one group of people. */
export interface Subgroup {
  readonly attribute: string;
  readonly value: string;
  readonly n: number;
  readonly positives: number;
  /** Absent when the group holds one class only. */
  readonly rocAuc?: Measure;
  readonly brier: number;
}

/** How a version that foresees a probability did on cases that it never saw. */
export interface ProbabilityMetrics {
  readonly outcome?: undefined;
  readonly rocAuc: Measure;
  readonly rocCurve?: readonly {
    readonly threshold: number;
    readonly truePositiveRate: number;
    readonly falsePositiveRate: number;
  }[];
  readonly brier: Measure;
  readonly crossValidatedRocAuc?: number;
  readonly calibration: {
    readonly expectedError: number;
    readonly bins: readonly { readonly meanPredicted: number; readonly observedRate: number; readonly n: number }[];
  };
  readonly subgroups: readonly Subgroup[];
}

/** How a version that foresees a count did for one group. */
export interface CountSubgroup {
  readonly attribute: string;
  readonly value: string;
  readonly n: number;
  readonly meanObserved: number;
  readonly meanPredicted: number;
  readonly meanPoissonDeviance: Measure;
  /** Absent when all counts of the group are equal. */
  readonly devianceExplained?: Measure;
  readonly meanAbsoluteError: number;
}

/** How a version that foresees a count did on cases that it never saw. */
export interface CountMetrics {
  readonly outcome: 'count';
  readonly meanPoissonDeviance: Measure;
  readonly meanPoissonDevianceOfMean: Measure;
  readonly devianceExplained: Measure;
  readonly meanAbsoluteError: Measure;
  readonly calibration: {
    readonly expectedError: number;
    readonly bins: readonly { readonly meanPredicted: number; readonly meanObserved: number; readonly n: number }[];
  };
  readonly subgroups: readonly CountSubgroup[];
}

/** How a version did on cases that it never saw; `outcome` tells the two apart. */
export type Metrics = ProbabilityMetrics | CountMetrics;

/** The measure by which a version is known first: of a probability the area under its curve, of a count what it explains. */
export const mainMeasure = (
  metrics: Pick<CountMetrics, 'outcome' | 'devianceExplained'> | Pick<ProbabilityMetrics, 'outcome' | 'rocAuc'>,
): { readonly key: 'devianceExplained' | 'rocAuc'; readonly measure: Measure } =>
  metrics.outcome === 'count'
    ? { key: 'devianceExplained', measure: metrics.devianceExplained }
    : { key: 'rocAuc', measure: metrics.rocAuc };
