import type { Change } from '../change.js';
import { canonical } from '../json.js';

/** Several documents tell of the same thing: one change, with the names of the other documents. */
export function merged(changes: readonly Change[]): readonly Change[] {
  const byKey = new Map<string, Change>();
  for (const change of changes) {
    const key = keyOf(change);
    const known = byKey.get(key);
    byKey.set(key, known === undefined ? change : withTeller(known, change.document));
  }
  return [...byKey.values()];
}

const withTeller = (change: Change, document: string): Change =>
  change.document === document || change.alsoIn?.includes(document)
    ? change
    : { ...change, alsoIn: [...(change.alsoIn ?? []), document] };

/** A field tells changes of a kind apart; where there is none, what was and what is does, unless only words differ. */
function keyOf({ kind, port, field, direction, hurts, deserves, before, after }: Change): string {
  const worded = deserves === 'patch' && !kind.startsWith('tag-');
  const about = field !== undefined || worded ? [] : [before ?? null, after ?? null];
  return canonical([kind, port ?? null, field ?? null, direction, hurts, ...about]);
}
