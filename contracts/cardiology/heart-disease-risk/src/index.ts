export { HeartAlerted } from './heart-alerted.js';
export { HeartCase } from './heart-case.js';
export { CardiologyErrors } from './heart-disease-risk.errors.js';
export { heartDiseaseRisk } from './heart-disease-risk.product.js';
export { HeartFeatures } from './heart-features.js';
export { HeartObserved, HeartOutcome, OutcomeReceipt } from './heart-outcome.js';
export { HeartReading } from './heart-reading.js';
export { HeartScored } from './heart-scored.js';
export { RISK_BANDS, ScoredReading, type RiskBand } from './scored-reading.js';
