import { CLINICAL_FIELDS } from './clinical-fields.js';
import { Seeded } from './seeded.js';
import type { SyntheticProducts } from './synthetic-products.js';

/** Questions of every kind that people ask, by kind, as the query of `/catalog/search`. */
export type Questions = Readonly<Record<string, readonly string[]>>;

const OF_A_KIND = 40;
/** Ranks of invented words: in some percent of the products, in some of a thousand, in a handful. */
const [COMMON, USUAL, RARE] = [
  [20, 200],
  [200, 2_000],
  [12_000, 19_999],
] as const;

/** The same seed and products give the same questions. */
export function questionsFor(products: SyntheticProducts, seed: number): Questions {
  const seeded = new Seeded(seed);
  const word = ([from, to]: readonly [number, number]) => products.word(seeded.between(from, to));
  const measured = () => seeded.one(CLINICAL_FIELDS);
  const domain = () => seeded.one(['cardiology', 'radiology', 'pharmacy', 'surgery']);
  const kinds: Readonly<Record<string, () => Record<string, string>>> = {
    oneWord: () => ({ q: seeded.one([word(USUAL), measured().term.title.split(' ')[0]!]) }),
    twoWords: () => ({ q: seeded.one([`${word(COMMON)} ${word(COMMON)}`, measured().term.title]) }),
    rareWord: () => ({ q: word(RARE) }),
    veryFrequentWord: () => ({ q: seeded.one(['patient', `patient ${word(COMMON)}`, 'every patient']) }),
    typingError: () => ({ q: mistyped(seeded.one([word(USUAL), measured().term.title]), seeded) }),
    columnName: () => ({ q: measured().field.name }),
    meaning: () => ({ q: seeded.one(['pulse', 'blood sugar', 'white blood cells', 'sepsis marker', 'fever']) }),
    code: () => ({ q: measured().term.codes[0]!.code }),
    unit: () => ({ q: measured().field.unit! }),
    filtered: () => ({ q: measured().term.title, domain: domain(), sensitivity: 'phi' }),
    manyFilters: () => ({ q: 'patient', domain: domain(), port: 'rest', lifecycle: 'active', freshness: '1h' }),
    facetsOnly: () => ({ domain: domain(), tag: seeded.one(['billing', 'research', 'child']) }),
    beginning: () => ({ q: beginningOf(seeded.one([word(COMMON), measured().term.title]), seeded) }),
    nothing: () => ({ q: `xqzjvk ${seeded.between(1_000_000, 9_999_999)} wqpzxj` }),
  };
  return Object.fromEntries(
    Object.entries(kinds).map(([kind, ask]) => [
      kind,
      Array.from({ length: OF_A_KIND }, () => new URLSearchParams({ limit: '20', ...ask() }).toString()),
    ]),
  );
}

/** One letter too few or two exchanged, not the first one. */
function mistyped(text: string, seeded: Seeded): string {
  const at = seeded.between(1, text.length - 2);
  const exchanged = text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
  return seeded.next() < 0.5 || exchanged === text ? text.slice(0, at) + text.slice(at + 1) : exchanged;
}

const beginningOf = (text: string, seeded: Seeded): string => text.slice(0, seeded.between(2, 5)).trim();
