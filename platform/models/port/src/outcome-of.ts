import type { Outcome } from '@mesh/product';
import type { ModelMetrics, Signature } from './model-version.js';

/** The output in which a version gives the counts that it expects. */
export const COUNT_OUTPUT = 'count';

/** What a version foresees. */
export const outcomeOf = ({ metrics }: { readonly metrics: ModelMetrics }): Outcome => metrics.outcome ?? 'probability';

/** What the outputs of a version say that it foresees. */
export const outcomeInSignature = ({ outputs }: Pick<Signature, 'outputs'>): Outcome =>
  outputs[0]?.name === COUNT_OUTPUT ? 'count' : 'probability';

/** Whether a number may be an answer: a probability lies from 0 to 1, an expected count is finite and from 0. */
export const isAnswer = (outcome: Outcome, value: number): boolean =>
  value >= 0 && (outcome === 'count' ? value < Infinity : value <= 1);
