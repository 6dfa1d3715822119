import type { ModelMetrics } from '@mesh/models';
import type { Gates } from '@mesh/product';

type Judged = {
  readonly rocAuc: Pick<ModelMetrics['rocAuc'], 'value'>;
  readonly brier: Pick<ModelMetrics['brier'], 'value'>;
  readonly calibration: Pick<ModelMetrics['calibration'], 'expectedError'>;
};

/** Why a version may not serve by itself; empty when it reaches every declared floor on held-out rows. */
export function reasonsAgainst(gates: Gates, { rocAuc, brier, calibration }: Judged): readonly string[] {
  const reasons: string[] = [];
  const percent = (value: number): string => value.toFixed(3);
  if (gates.rocAuc && rocAuc.value < gates.rocAuc.min)
    reasons.push(`ROC AUC ${percent(rocAuc.value)} is below ${gates.rocAuc.min}`);
  if (gates.brier && brier.value > gates.brier.max)
    reasons.push(`Brier score ${percent(brier.value)} is above ${gates.brier.max}`);
  if (gates.calibration && calibration.expectedError > gates.calibration.max) {
    reasons.push(`calibration error ${percent(calibration.expectedError)} is above ${gates.calibration.max}`);
  }
  return reasons;
}
