import type { Outcome } from '@mesh/product';
import type { OccurrenceSnapshot, Snapshot } from './recipe.js';
import { TrainingErrors } from './training-errors.js';

/** What the rows of a snapshot teach to foresee. */
export const outcomeOfSnapshot = ({ outcome }: Pick<Snapshot, 'outcome'>): Outcome => outcome ?? 'probability';

/** Refuses a snapshot of counts: for what learns, or judges, outcomes of 0 and 1 alone. Throws TRAINING.OUTCOME_DIFFERS. */
export function requireOccurrences(snapshot: Snapshot): asserts snapshot is OccurrenceSnapshot {
  if (snapshot.outcome === 'count') throw outcomeDiffers('probability', 'count');
}

/** What a recipe learns is not what the model foresees. */
export const outcomeDiffers = (learns: Outcome, foresees: Outcome) =>
  TrainingErrors.OUTCOME_DIFFERS({
    reason: `the recipe learns a ${learns} and the model foresees a ${foresees}`,
  });

/** What the rows of a part must have before they can teach, or judge. Throws TRAINING.ONE_CLASS or COUNTS_EQUAL. */
export function requireVariety(outcome: Outcome, outcomes: ArrayLike<number>, part: string): void {
  const different = new Set(Array.from(outcomes));
  if (different.size > 1) return;
  throw (outcome === 'count' ? TrainingErrors.COUNTS_EQUAL : TrainingErrors.ONE_CLASS)({
    part,
    rows: outcomes.length,
  });
}
