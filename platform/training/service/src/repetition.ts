import type { ModelMetrics, ModelVersion } from '@mesh/models';

/** How far a held-out metric may move in a repetition before it counts as another: of recipes that add in no fixed order. */
export const METRIC_TOLERANCE = 1e-6;

/** How the version of a repeated run compares with that of the run it repeats. */
export interface Repetition {
  readonly of: string;
  readonly version: string;
  /** Whether the ONNX files are equal byte by byte. */
  readonly sameBytes: boolean;
  /** The largest difference of a held-out metric, and how large it may be. */
  readonly largestDifference: number;
  readonly tolerance: number;
  readonly withinTolerance: boolean;
  /** Whether both came of the same commit of the recipe. */
  readonly sameCommit: boolean;
}

/** Compares two versions that learnt from the same snapshot. */
export function repetitionOf(runId: string, former: ModelVersion, again: ModelVersion): Repetition {
  const one = figures(former.metrics);
  const largestDifference = Math.max(...figures(again.metrics).map((value, i) => Math.abs(value - one[i]!)));
  return {
    of: runId,
    version: former.version,
    sameBytes: former.onnxSha256 === again.onnxSha256,
    largestDifference,
    tolerance: METRIC_TOLERANCE,
    withinTolerance: largestDifference <= METRIC_TOLERANCE,
    sameCommit: former.commit === again.commit,
  };
}

const figures = (metrics: ModelMetrics): readonly number[] =>
  metrics.outcome === 'count'
    ? [metrics.meanPoissonDeviance.value, metrics.meanAbsoluteError.value, metrics.calibration.expectedError]
    : [metrics.rocAuc.value, metrics.brier.value, metrics.calibration.expectedError];
