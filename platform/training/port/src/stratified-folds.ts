import { contentGroups, rowText } from './content-groups.js';
import { TrainingErrors } from './training-errors.js';

/**
 * The fold (0 … folds − 1) of each row: outcomes spread evenly, equal rows together, chosen by content and seed alone.
 * Throws TRAINING.NOT_STRATIFIABLE where the labels are counts, which are too many to have some of each everywhere.
 */
export function stratifiedFolds(
  features: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  { folds, seed }: { readonly folds: number; readonly seed: number },
): Uint8Array {
  if (Array.from(labels).some((label) => label !== 0 && label !== 1)) throw TrainingErrors.NOT_STRATIFIABLE();
  const foldOf = new Uint8Array(features.length);
  const groups = contentGroups(features.map(rowText), labels, `folds:${seed}`);
  for (const label of [0, 1]) {
    const sizes = new Array<number>(folds).fill(0);
    for (const { rows } of groups.filter((group) => group.label === label)) {
      const smallest = sizes.indexOf(Math.min(...sizes));
      for (const i of rows) foldOf[i] = smallest;
      sizes[smallest]! += rows.length;
    }
  }
  return foldOf;
}
