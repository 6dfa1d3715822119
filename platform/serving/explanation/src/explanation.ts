import type { Scale } from './row-function.js';

/** What one feature contributes to one score. */
export interface Contribution {
  readonly feature: string;
  /** As it was scored; null where it was not measured. */
  readonly value: number | null;
  /** In the scale of the explanation; above 0 it raised the score. */
  readonly contribution: number;
  /** Of the estimate; absent where the contribution is exact. */
  readonly standardError?: number;
}

/** Why a score is what it is: base plus the contributions is the value. */
export interface Explanation {
  readonly scale: Scale;
  readonly method: 'additive' | 'permutation-sampling';
  /** What the model says of the background on average. */
  readonly base: number;
  readonly value: number;
  /** In the order of the model's features. */
  readonly contributions: readonly Contribution[];
  /** How the estimate was made; absent where the contributions are exact. */
  readonly sampling?: { readonly walks: number; readonly seed: number };
  readonly backgroundRows: number;
}
