import type { Figures } from '../measuring/figures.js';
import type { Reading } from './step-rule.js';

/** What the figures of a model say for the rules, by measure. */
export function readingsOf({ performance, drift, estimate }: Figures): Readonly<Record<string, Reading | undefined>> {
  const inputs = drift?.inputs ?? [];
  const ofInputs = (figure: (input: (typeof inputs)[number]) => number): Reading | undefined =>
    drift && { value: Math.max(0, ...inputs.map(figure)), n: drift.scores };
  return {
    rocAuc: performance?.rocAuc,
    prAuc: performance?.prAuc,
    brier: performance?.brier,
    calibrationError: performance?.calibrationError,
    sensitivity: performance?.sensitivity,
    specificity: performance?.specificity,
    estimatedRocAuc: estimate?.rocAuc,
    driftedInputs: drift && { value: inputs.filter(({ drifted }) => drifted).length, n: drift.scores },
    inputDrift: ofInputs(({ psi }) => psi ?? 0),
    scoreDrift: drift?.score?.psi === undefined ? undefined : { value: drift.score.psi, n: drift.scores },
    missingRate: ofInputs(({ missingRate, referenceMissingRate }) => missingRate - referenceMissingRate),
    outOfRangeRate: ofInputs(({ outOfRangeRate }) => outOfRangeRate),
  };
}
