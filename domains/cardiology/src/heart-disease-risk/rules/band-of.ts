import type { RiskBand } from '@mesh/heart-disease-risk';

/** From here on a risk is spoken of as moderate, and as high. */
const MODERATE_FROM = 0.3;
const HIGH_FROM = 0.7;

/** The band of a probability. */
export function bandOf(probability: number): RiskBand {
  if (probability >= HIGH_FROM) return 'high';
  return probability >= MODERATE_FROM ? 'moderate' : 'low';
}
