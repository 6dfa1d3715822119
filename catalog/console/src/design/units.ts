import { useTranslation } from 'react-i18next';

/** Finds the word for a unit, else the given text. */
type Words = (key: string, other: { defaultValue: string }) => string;

/** A UCUM unit as people write it: `mm[Hg]` is mmHg; annotations in braces are left out. */
export const readableUnit = (ucum: string, words: Words): string =>
  words(ucum.replaceAll('.', '·'), { defaultValue: ucum.replaceAll(/\{[^}]*\}/g, '').replaceAll(/[[\]]/g, '') });

/** The unit in words of the reader's language. */
export function useUnit(ucum: string | undefined): string | undefined {
  const { t } = useTranslation('design');
  return ucum === undefined ? undefined : readableUnit(ucum, (key, other) => t(`units.${key}`, other));
}
