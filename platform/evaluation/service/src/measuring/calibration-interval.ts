import type { CalibrationBin, Measure } from '@mesh/models';

const Z_95 = 1.959963984540054;

/** Bins of equal width with at least one case: what was foreseen and what was observed. */
export function reliabilityBins(
  outcomes: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  bins: number,
): readonly CalibrationBin[] {
  const [cases, foreseen, observed] = [new Float64Array(bins), new Float64Array(bins), new Float64Array(bins)];
  for (let i = 0; i < outcomes.length; i++) {
    const bin = Math.max(0, Math.ceil(probabilities[i]! * bins) - 1);
    cases[bin]! += 1;
    foreseen[bin]! += probabilities[i]!;
    observed[bin]! += outcomes[i]!;
  }
  return Array.from(cases, (n, bin) => ({
    meanPredicted: foreseen[bin]! / n,
    observedRate: observed[bin]! / n,
    n,
  })).filter(({ n }) => n > 0);
}

/**
 * A calibration error with a 95 % interval by the delta method: the observed rate of each bin is a binomial share, and the
 * bins are independent. Near 0 the error of a perfect model is biased upwards; the interval says nothing of that.
 */
export function calibrationInterval(value: number, bins: readonly CalibrationBin[]): Measure {
  const cases = bins.reduce((sum, { n }) => sum + n, 0);
  const variance = bins.reduce(
    (sum, { observedRate, n }) => sum + ((n / cases) ** 2 * observedRate * (1 - observedRate)) / n,
    0,
  );
  const reach = Z_95 * Math.sqrt(variance);
  return { value, low: Math.max(0, value - reach), high: Math.min(1, value + reach), n: cases };
}
