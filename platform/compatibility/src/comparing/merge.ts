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
function keyOf(change: Change): string {
  const { kind, port, field, direction, hurts } = change;
  return canonical([kind, port ?? null, field ?? null, direction, hurts, ...toldApartBy(change)]);
}

function toldApartBy({ kind, field, document, path, deserves, before, after, undecided }: Change): readonly unknown[] {
  // Nobody knows whether two of these are the same, unless they are about one keyword of one field.
  if (undecided === true) return field === undefined ? [document, path] : [path.split('/').at(-1)];
  const listed = kind.startsWith('tag-') || kind.startsWith('error-code-');
  const plain = field !== undefined || deserves === 'patch';
  return plain && !listed ? [] : [before ?? null, after ?? null];
}
