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
  // Asked for what must hold, so that a measure which is no number holds nothing.
  if (gates.rocAuc && !(rocAuc.value >= gates.rocAuc.min))
    reasons.push(`ROC AUC ${rocAuc.value.toFixed(3)} is below ${gates.rocAuc.min}`);
  if (gates.brier && !(brier.value <= gates.brier.max))
    reasons.push(`Brier score ${brier.value.toFixed(3)} is above ${gates.brier.max}`);
  if (gates.calibration && !(calibration.expectedError <= gates.calibration.max))
    reasons.push(`calibration error ${calibration.expectedError.toFixed(3)} is above ${gates.calibration.max}`);
  return reasons;
}
