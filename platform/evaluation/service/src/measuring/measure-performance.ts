import { atThreshold, brier, expectedCalibrationError, prAuc, rocAuc } from '@mesh/evaluation';
import type { CalibrationBin, Measure } from '@mesh/models';

import { calibrationInterval, reliabilityBins } from './calibration-interval.js';
import type { WindowCases } from './judged-window.js';

/** How a version did on scores whose outcome became known, each figure with its 95 % interval. */
export interface Performance {
  readonly n: number;
  readonly positives: number;
  /** These four are absent while all outcomes are of one kind. */
  readonly rocAuc?: Measure;
  readonly prAuc?: Measure;
  readonly sensitivity?: Measure;
  readonly specificity?: Measure;
  readonly brier: Measure;
  readonly calibrationError: Measure;
  readonly calibration: readonly CalibrationBin[];
}

const BINS = 10;

/** Undefined without a case. `threshold` is the probability from which an alert is raised. */
export function performanceOf(
  { outcomes, probabilities }: Pick<WindowCases, 'outcomes' | 'probabilities'>,
  threshold: number,
): Performance | undefined {
  const n = outcomes.length;
  if (n === 0) return undefined;
  const positives = outcomes.reduce((sum, outcome) => sum + outcome, 0);
  const bins = reliabilityBins(outcomes, probabilities, BINS);
  const ofBoth = positives > 0 &&
    positives < n && {
      rocAuc: rocAuc(outcomes, probabilities),
      prAuc: prAuc(outcomes, probabilities),
      // As the probabilities are rounded to binary32, so is what they are held against.
      ...atThreshold(outcomes, probabilities, Math.fround(threshold)),
    };
  return {
    n,
    positives,
    ...ofBoth,
    brier: brier(outcomes, probabilities),
    calibrationError: calibrationInterval(expectedCalibrationError(outcomes, probabilities, BINS), bins),
    calibration: bins,
  };
}
