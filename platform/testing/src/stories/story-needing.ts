/** Something from outside of npm that a story needs. */
export interface Need {
  readonly name: string;
  /** What to do when it is missing: `npm run tools`. */
  readonly remedy: string;
  /** Throws, in one sentence, when it is missing. */
  readonly find: () => unknown;
}

/** `describe` for a story with needs: without them it is left out and says why, or fails where it must be told. */
export function storyNeeding(
  needs: readonly Need[],
  { mustBeTold }: { readonly mustBeTold: boolean },
): (name: string, tell: () => void) => void {
  const missing = needs.filter(isMissing);
  if (missing.length === 0) return describe;
  const names = missing.map(({ name }) => name).join(', ');
  const remedies = [...new Set(missing.map(({ remedy }) => remedy))].join(', ');
  return (story, tell) =>
    (mustBeTold ? describe : describe.skip)(
      `${story} (needs ${names}: ${remedies})`,
      mustBeTold ? () => it.each([...missing])('has $name to be told with', ({ find }) => void find()) : tell,
    );
}

function isMissing({ find }: Need): boolean {
  try {
    find();
    return false;
  } catch {
    return true;
  }
}
