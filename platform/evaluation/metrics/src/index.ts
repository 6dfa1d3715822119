export { atThreshold, type ThresholdMetrics } from './at-threshold.js';
export { brier } from './brier.js';
export { calibration, calibrationBinCount } from './calibration.js';
export {
  pairedBootstrap,
  pairedBootstrapInTurns,
  type PairedCases,
  type PairedComparison,
} from './comparison/paired-bootstrap.js';
export {
  SequentialComparison,
  type ComparedArm,
  type LossDifference,
  type SequentialComparisonOptions,
  type SequentialComparisonState,
} from './comparison/sequential-comparison.js';
export { devianceExplained } from './counts/deviance-explained.js';
export { evaluateCounts, type JudgedCounts } from './counts/evaluate-counts.js';
export { countSubgroupMetrics } from './counts/count-subgroups.js';
export { meanAbsoluteError } from './counts/mean-loss.js';
export { poissonDeviances, poissonDeviancesOfMean } from './counts/poisson-deviances.js';
export { benjaminiHochberg } from './drift/benjamini-hochberg.js';
export { chiSquared, type ChiSquaredResult } from './drift/chi-squared.js';
export { kolmogorovSmirnov, type SmirnovResult } from './drift/kolmogorov-smirnov.js';
export { populationStability, populationStabilityOfCounts } from './drift/population-stability.js';
export { normalisedWasserstein, wasserstein } from './drift/wasserstein.js';
export { estimatedPerformance, type EstimatedPerformance } from './estimated-performance.js';
export { evaluate, type JudgedCases } from './evaluate.js';
export { EvaluationErrors } from './evaluation-errors.js';
export { expectedCalibrationError } from './expected-calibration-error.js';
export { logLoss } from './log-loss.js';
export { prAuc } from './pr-auc.js';
export { rocAuc } from './roc-auc.js';
export { rocCurve } from './roc-curve.js';
export { subgroupMetrics, type SubgroupAttribute } from './subgroups.js';
export { wilson } from './wilson.js';
