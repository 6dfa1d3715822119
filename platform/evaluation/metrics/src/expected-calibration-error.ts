import { EvaluationErrors } from './evaluation-errors.js';

/**
 * Expected calibration error over bins of equal width (l, r] (Naeini et al., AAAI 2015; Guo et al., ICML 2017): the mean,
 * weighted by cases, of |mean predicted − observed rate|. Comparable between windows because the bins stand still; for few
 * cases use `calibration`, whose bins hold equal counts. Throws EVALUATION.NO_CASES.
 */
export function expectedCalibrationError(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  bins = 10,
): number {
  if (labels.length === 0) throw EvaluationErrors.NO_CASES();
  const gap = new Float64Array(bins);
  for (let i = 0; i < labels.length; i++) gap[binOf(probabilities[i]!, bins)]! += probabilities[i]! - labels[i]!;
  return gap.reduce((sum, difference) => sum + Math.abs(difference), 0) / labels.length;
}

/** The position of the bin ((k)/bins, (k + 1)/bins] that holds a probability; 0 belongs to the first. */
function binOf(probability: number, bins: number): number {
  let bin = Math.min(bins - 1, Math.floor(probability * bins));
  // The product rounds; the edge itself decides.
  while (bin > 0 && probability <= bin / bins) bin--;
  while (bin < bins - 1 && probability > (bin + 1) / bins) bin++;
  return bin;
}
