export { ArmedScorer, type TrialCounts } from './armed-scorer.js';
export { ArmsTally, type ArmsCounts } from './arms-tally.js';
export { isChallenged } from './is-challenged.js';
export { meanInterval, type MeanInterval, type Sums } from './mean-interval.js';
export { nextOfRamp, type RampEvidence, type RampVerdict } from './next-of-ramp.js';
export type { ShadowQueueSettings } from './shadow-queue.js';
export type { Arms, Batch, BatchScores } from './standing-trial.js';
