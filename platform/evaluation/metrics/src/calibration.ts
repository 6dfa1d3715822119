import type { CalibrationBin, ProbabilityMetrics } from '@mesh/models';

/** Fewer cases a bin would measure chance: at 25 the standard error of an observed rate is at most 0.1. */
const LEAST_CASES_PER_BIN = 25;
const MOST_BINS = 10;

/** The number of bins that so many cases can fill: 1–10, with at least 25 cases each. */
export function calibrationBinCount(cases: number): number {
  return Math.max(1, Math.min(MOST_BINS, Math.floor(cases / LEAST_CASES_PER_BIN)));
}

/**
 * Expected calibration error over bins of equal count (Naeini et al., AAAI 2015, with quantile bins): the mean, weighted by
 * cases, of |mean predicted − observed rate|. Cases of the same probability are never told apart by a bin's edge.
 */
export function calibration(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  binCount = calibrationBinCount(labels.length),
): ProbabilityMetrics['calibration'] {
  const order = Uint32Array.from({ length: labels.length }, (_, i) => i).sort(
    (a, b) => probabilities[a]! - probabilities[b]!,
  );
  const bins: CalibrationBin[] = [];
  let start = 0;
  for (let bin = 1; bin <= binCount; bin++) {
    let end = Math.round((order.length * bin) / binCount);
    while (end > start && end < order.length && probabilities[order[end]!] === probabilities[order[end - 1]!]) end++;
    if (end <= start) continue;
    bins.push(binOf(order.subarray(start, end), labels, probabilities));
    start = end;
  }
  const expectedError =
    bins.reduce((sum, bin) => sum + bin.n * Math.abs(bin.meanPredicted - bin.observedRate), 0) / order.length;
  return { expectedError, bins };
}

function binOf(cases: Uint32Array, labels: ArrayLike<number>, probabilities: ArrayLike<number>): CalibrationBin {
  let predicted = 0;
  let observed = 0;
  for (const i of cases) {
    predicted += probabilities[i]!;
    observed += labels[i]!;
  }
  return { meanPredicted: predicted / cases.length, observedRate: observed / cases.length, n: cases.length };
}
