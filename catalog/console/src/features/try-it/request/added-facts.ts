/** A value of an answer with its name, that of its group before it. */
export type AddedFact = readonly [name: string, value: string];

const MOST_FACTS = 30;
const SIGNIFICANT_DIGITS = 4;
const NUMBERS = new Intl.NumberFormat(undefined, { maximumSignificantDigits: SIGNIFICANT_DIGITS });

/** What an answer says that the call did not, as far as it is single values or groups of them. */
export function addedFacts(sent: unknown, answered: unknown): readonly AddedFact[] {
  if (!isGroup(answered)) return [];
  const known = isGroup(sent) ? sent : {};
  return Object.entries(answered)
    .filter(([name]) => !(name in known))
    .flatMap(([name, value]) =>
      isGroup(value)
        ? Object.entries(value).map(([part, inner]) => [`${name}.${part}`, inner] as const)
        : [[name, value] as const],
    )
    .flatMap(([name, value]) => {
      const text = single(value);
      return text === undefined ? [] : [[name, text] as const];
    })
    .slice(0, MOST_FACTS);
}

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function single(value: unknown): string | undefined {
  if (typeof value === 'number') return NUMBERS.format(value);
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : undefined;
}
