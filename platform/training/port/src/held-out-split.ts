import { contentGroups, type ContentGroup } from './content-groups.js';

/**
 * Marks about `share` of the rows of each outcome as held out: at least one where the outcome has two different rows.
 * Equal rows stay on one side; the choice depends on content and seed alone, not on the order of the rows.
 */
export function heldOutSplit(
  texts: readonly string[],
  labels: ArrayLike<number>,
  { share, seed }: { readonly share: number; readonly seed: number },
): boolean[] {
  if (share === 0) return new Array<boolean>(texts.length).fill(false);
  return holdOut(contentGroups(texts, labels, `held-out:${seed}`), { rows: texts.length, share });
}

/** Holds whole groups out, in their order, until about `share` of the rows of each outcome are; the last group never is. */
export function holdOut(
  groups: readonly ContentGroup[],
  { rows: count, share }: { readonly rows: number; readonly share: number },
): boolean[] {
  const heldOut = new Array<boolean>(count).fill(false);
  for (const label of [0, 1]) {
    const own = groups.filter((group) => group.label === label);
    const total = own.reduce((sum, { rows }) => sum + rows.length, 0);
    const target = share * total;
    let taken = 0;
    own.forEach(({ rows }, place) => {
      const fits = taken + rows.length / 2 <= target || (place === 0 && own.length > 1);
      if (!fits || place === own.length - 1) return;
      for (const i of rows) heldOut[i] = true;
      taken += rows.length;
    });
  }
  return heldOut;
}
