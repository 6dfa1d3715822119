import type { ProductDescription } from '@mesh/events';

import { withoutNul } from './literals.js';

/** What a phrase is the name of. */
export type PhraseKind = 'term' | 'tag' | 'domain' | 'field';

/** A name that a question can be completed to, with the ways to begin it. */
export interface Phrase {
  readonly kind: PhraseKind;
  readonly phrase: string;
  /** In lower case, from each of its words on. */
  readonly starts: readonly string[];
}

const LONGEST = 80;

/** Every name in a product that others may ask for, too. */
export function phrasesOf(product: ProductDescription): readonly Phrase[] {
  const names: readonly [PhraseKind, readonly string[]][] = [
    ['term', (product.terms ?? []).flatMap(({ title, synonyms }) => [title, ...synonyms])],
    ['tag', product.tags],
    ['domain', [product.domain]],
    ['field', product.ports.flatMap(({ fields, answers = [] }) => [...fields, ...answers].map(({ name }) => name))],
  ];
  return names.flatMap(([kind, phrases]) =>
    [...new Set(phrases.map((phrase) => withoutNul(phrase).trim()))]
      .filter((phrase) => phrase !== '' && phrase.length <= LONGEST)
      .map((phrase) => ({ kind, phrase, starts: startsOf(phrase.toLowerCase()) })),
  );
}

function startsOf(phrase: string): readonly string[] {
  const words = phrase.split(/\s+/);
  return words.map((_, first) => words.slice(first).join(' '));
}
