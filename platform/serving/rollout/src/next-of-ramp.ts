import type { ArmCounts, Rollout } from '@mesh/models';

/** What is known of a trial when its ramp is judged. */
export interface RampEvidence {
  readonly challenger: ArmCounts;
  /** Judged answers of each arm. */
  readonly outcomes: { readonly champion: number; readonly challenger: number };
  /** Mean loss of the challenger less the champion's, at all times together with its level; absent before there are two. */
  readonly difference?: { readonly low: number; readonly high: number };
  /** A serving process cannot load the challenger. */
  readonly unfit: boolean;
}

/** What the rule says: go on as it is, take the next step, stop, or be done. */
export type RampVerdict =
  | { readonly verdict: 'wait' }
  | { readonly verdict: 'step'; readonly share: number }
  | { readonly verdict: 'halt'; readonly reason: string }
  | { readonly verdict: 'done' };

/** Fewer answers say nothing about how many fail. */
const LEAST_ATTEMPTS = 20;

/**
 * Judges a running rollout; one without a ramp keeps its share and is halted by the same rules. Harm is looked for
 * first: a challenger that fails too often, or whose loss lies above the champion's by more than the tolerance.
 */
export function nextOfRamp({ ramp, step }: Rollout, evidence: RampEvidence): RampVerdict {
  const { maxFailureShare, tolerance } = ramp ?? { maxFailureShare: 0.05, tolerance: 0 };
  const { answered, failed } = evidence.challenger;
  if (evidence.unfit) return { verdict: 'halt', reason: 'a serving process cannot load the challenger' };
  if (answered + failed >= LEAST_ATTEMPTS && failed / (answered + failed) > maxFailureShare)
    return { verdict: 'halt', reason: `the challenger failed ${failed} of ${answered + failed} answers` };
  const { difference } = evidence;
  if (difference !== undefined && difference.low > tolerance)
    return {
      verdict: 'halt',
      reason: `the challenger's loss is above the champion's by at least ${difference.low.toFixed(4)}`,
    };
  if (ramp === undefined || step === undefined) return { verdict: 'wait' };
  const enoughAnswers = answered - step.answersBefore >= ramp.minimumAnswers;
  const judged = Math.min(evidence.outcomes.champion, evidence.outcomes.challenger);
  // At a share of one the champion answers nobody any more: what was judged before has to do.
  if (!enoughAnswers || judged < ramp.minimumOutcomes) return { verdict: 'wait' };
  const share = ramp.steps[step.number + 1];
  return share === undefined ? { verdict: 'done' } : { verdict: 'step', share };
}
