import type { Database } from '@mesh/database';
import type { JudgedScore } from '@mesh/models';

/** Where versions are compared on what people live through: the rollouts of models. */
export interface Trials {
  /** The version that only listens to a model now; undefined where none does. */
  shadowOf(model: string): Promise<string | undefined>;
  /** Takes scores within the transaction that judges them: what is rolled back was never told, what is committed is told once. */
  judged(transaction: Database, model: string, scores: readonly JudgedScore[]): Promise<void>;
  /** Lets the trial's rules look at what it has by now; may be asked at any time, and again. */
  conduct(model: string): Promise<void>;
}

/** Injection token. */
export const Trials = Symbol('Trials');

/** Nothing is compared. */
export const NO_TRIALS: Trials = {
  shadowOf: () => Promise.resolve(undefined),
  judged: () => Promise.resolve(),
  conduct: () => Promise.resolve(),
};
