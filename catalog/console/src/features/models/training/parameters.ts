/** A parameter as it is typed in. */
export interface ParameterEntry {
  readonly name: string;
  readonly value: string;
}

/** What is wrong with an entry. */
export type ParameterFault = 'name' | 'twice' | 'long';

const NAME = /^[A-Za-z][\w.-]{0,99}$/;
const LONGEST = 200;

/** A value as the recipe gets it: numbers and truth values by how they are written, text otherwise. */
export function parameterValue(text: string): string | number | boolean {
  const trimmed = text.trim();
  if (trimmed === 'true' || trimmed === 'false') return trimmed === 'true';
  return trimmed !== '' && Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed;
}

/** The entries that say something, as the training service takes them. */
export const parametersOf = (entries: readonly ParameterEntry[]): Readonly<Record<string, string | number | boolean>> =>
  Object.fromEntries(
    entries.filter(({ value }) => value.trim() !== '').map(({ name, value }) => [name.trim(), parameterValue(value)]),
  );

/** What is wrong with each entry; undefined where nothing is. An entry without a value is left out, so it is never wrong. */
export const parameterFaults = (entries: readonly ParameterEntry[]): readonly (ParameterFault | undefined)[] =>
  entries.map(({ name, value }, place) => {
    if (value.trim() === '') return undefined;
    if (!NAME.test(name.trim())) return 'name';
    if (value.length > LONGEST) return 'long';
    const isTwice = entries.some(
      (other, at) => at < place && other.value.trim() !== '' && other.name.trim() === name.trim(),
    );
    return isTwice ? 'twice' : undefined;
  });
