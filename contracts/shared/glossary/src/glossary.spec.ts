import type { Concept, Term } from '@mesh/product';
import { glossary } from './index.js';

const repeated = (values: readonly string[]) => values.filter((value, at) => values.indexOf(value) !== at);
const wordsOf = ({ title, synonyms }: Term) => [...new Set([title, ...synonyms].map((word) => word.toLowerCase()))];
const conceptsOf = (system: Concept['system']) =>
  glossary.flatMap(({ concepts }) => concepts.filter((concept) => concept.system === system).map(({ code }) => code));

/** Modulus 10 over the digits before the dash, as LOINC makes the digit behind it. */
function hasLoincCheckDigit(code: string): boolean {
  const [number = '', digit] = code.split('-');
  const sum = [...number].reverse().reduce((total, figure, at) => {
    const weighed = Number(figure) * (at % 2 === 0 ? 2 : 1);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return Number(digit) === (10 - (sum % 10)) % 10;
}

const TURN = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
/** Products in the dihedral group of ten elements. */
const product = (left: number, right: number): number => {
  if (left < 5) return right < 5 ? (left + right) % 5 : ((left + right) % 5) + 5;
  return right < 5 ? ((left - right + 5) % 5) + 5 : (left - right + 5) % 5;
};
const turned = (digit: number, times: number): number =>
  Array.from({ length: times % 8 }).reduce<number>((value) => TURN[value] ?? 0, digit);

/** Verhoeff's check digit, as SNOMED CT identifiers end with. */
const hasVerhoeffDigit = (code: string): boolean =>
  [...code].reverse().reduce((check, digit, at) => product(check, turned(Number(digit), at)), 0) === 0;

describe('given the glossary that every domain shares', () => {
  it('finds each id once, in kebab case', () => {
    const ids = glossary.map(({ id }) => id);
    expect(repeated(ids)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });

  it('finds each word with one term: a search for it is never ambiguous', () => {
    expect(repeated(glossary.flatMap(wordsOf))).toEqual([]);
  });

  it('finds a definition in a sentence, which does not define the word by itself', () => {
    const poor = glossary.filter(({ title, definition }) => {
      const isSentence = /^[A-Z].{20,}\.$/.test(definition);
      return !isSentence || definition.toLowerCase().startsWith(`a ${title.toLowerCase()}`);
    });
    expect(poor.map(({ id }) => id)).toEqual([]);
  });

  it('finds each published concept once', () => {
    expect(repeated([...conceptsOf('LOINC'), ...conceptsOf('SNOMED')])).toEqual([]);
  });

  it.each(conceptsOf('LOINC'))('finds the check digit of LOINC %s right', (code) => {
    expect(hasLoincCheckDigit(code)).toBe(true);
  });

  it.each(conceptsOf('SNOMED'))('finds the check digit of SNOMED CT %s right', (code) => {
    expect(hasVerhoeffDigit(code)).toBe(true);
  });

  it.each([
    ['pulse', 'heart-rate'],
    ['bpm', 'heart-rate'],
    ['high blood pressure', 'systolic-blood-pressure'],
    ['ecg', 'electrocardiogram'],
    ['blood fat', 'cholesterol'],
  ])('leads a person who types "%s" to %s', (word, id) => {
    expect(glossary.filter((term) => wordsOf(term).includes(word)).map((term) => term.id)).toEqual([id]);
  });
});
