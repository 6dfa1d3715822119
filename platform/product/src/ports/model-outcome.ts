import type { CountGates, Gates } from './model-gates.js';
import type { Outcome, Refused } from './outcome.js';

/** Turns a gate on what only probabilities have into a readable type error. */
interface NoGatesOfProbabilities {
  readonly rocAuc?: Refused<'a count has no ROC AUC: declare devianceExplained'>;
  readonly brier?: Refused<'a count has no Brier score: declare meanAbsoluteError'>;
  readonly calibration?: Refused<'the calibration of counts is told and not judged: declare devianceExplained'>;
}

/** Turns a gate on what only counts have into a readable type error. */
interface NoGatesOfCounts {
  readonly devianceExplained?: Refused<'a probability has no Poisson deviance: declare rocAuc'>;
  readonly meanAbsoluteError?: Refused<'a probability is judged by its Brier score: declare brier'>;
}

/** The gates that a model of this outcome may declare. */
export type GatesOf<Foreseen extends Outcome, Field extends string> = Foreseen extends 'count'
  ? CountGates<Field> & NoGatesOfProbabilities
  : Gates<Field> & NoGatesOfCounts;

/** What only a model of probabilities may declare; `Why` is what somebody reads who declares it of a count. */
export type OfProbabilities<Foreseen extends Outcome, Declared, Why extends string> = Foreseen extends 'count'
  ? Refused<Why>
  : Declared;
