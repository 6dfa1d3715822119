import type { DescribedField, DescribedPort, DescribedTerm, ProductDescription } from '@mesh/events';

import { isPlain, literalLexemes, withoutNul } from './literals.js';

/** The words of a product by how much they say about it. */
export interface SearchableText {
  /** Its title and its names. */
  readonly names: string;
  /** What it is for, its tags, and the terms and names of its fields. */
  readonly subjects: string;
  /** Everything else: descriptions, fields, owner. */
  readonly details: string;
  /** Codes, units and names that must be found as they are written. */
  readonly literals: readonly string[];
}

/** More text than this says nothing new, and a text search vector ends at a megabyte. */
const MOST_CHARACTERS = 100_000;

/** Terms of a product by their ids. */
export type Terms = ReadonlyMap<string, DescribedTerm>;

/** The terms that a product tells. */
export const termsOf = (product: ProductDescription): Terms =>
  new Map((product.terms ?? []).map((term) => [term.id, term]));

/** A field in words: its name, what it means and what that is also called, its unit and its codes. */
export function fieldText(field: DescribedField, terms: Terms): string {
  const term = field.term === undefined ? undefined : terms.get(field.term);
  const codes = (field.codes ?? []).flatMap(({ system, code }) => [system, code]);
  return joined([field.name, field.description, term?.title, ...(term?.synonyms ?? []), field.unit, ...codes], ' · ');
}

/** Every field of a port: what it takes and what it answers. */
export const fieldsOf = (port: DescribedPort): readonly DescribedField[] => [...port.fields, ...(port.answers ?? [])];

/** What the full text search reads of a product. */
export function searchableText(product: ProductDescription): SearchableText {
  const terms = termsOf(product);
  const accepts = product.accepts ?? [];
  const fields = [...product.ports.flatMap(fieldsOf), ...accepts.flatMap((input) => input.fields)];
  const fieldNames = fields.map(({ name }) => name);
  const synonyms = [...terms.values()].flatMap(({ title, synonyms: others }) => [title, ...others]);
  const said = new Set(synonyms);
  const { title, name, id, domain, purpose, description, owner } = product;
  return {
    // The parts of a name with dashes are words, too.
    names: readable([title, name, domain]),
    subjects: readable([purpose, product.tags.join(' '), ...synonyms, ...fieldNames.map(nameText)]),
    // What stands among the subjects and the literals is not said again.
    details: readable([
      description,
      product.limitations,
      owner.team,
      ...[...terms.values()].map(({ definition }) => definition),
      ...product.models.map((model) => [model.name, ...model.features].join(' ')),
      ...product.ports.map((port) => joined([port.name, port.kind, port.summary], '\n')),
      ...accepts.map((input) => joined([input.name, 'input', input.summary], '\n')),
      ...fields.flatMap(({ description: meaning = '', codes = [] }) => [
        ...(said.has(meaning) ? [] : [meaning]),
        ...codes.map(({ system }) => system),
      ]),
    ]),
    literals: literalLexemes([
      id,
      name,
      ...fieldNames,
      ...fields.map(({ unit }) => unit ?? ''),
      ...[...product.ports, ...accepts].flatMap(({ path = '', topic = '' }) => [path, topic]),
      ...[...fields, ...terms.values()].flatMap(({ codes }) => (codes ?? []).map(({ code }) => code)),
    ]),
  };
}

/** `restingHeartRate` as it is and as `resting Heart Rate`; what has more than letters in it is a literal as it is. */
function nameText(name: string): string {
  const words = name.replaceAll(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2').replaceAll(/[_.-]+/g, ' ');
  return words === name || !isPlain(name) ? words : `${name} ${words}`;
}

const joined = (parts: readonly (string | undefined)[], by: string): string =>
  [...new Set(parts)].filter((part) => part !== undefined && part !== '').join(by);

/** Bounded, and with the words that have accents also without them: `Sjögren` is found by `sjogren`. */
function readable(parts: readonly (string | undefined)[]): string {
  const text = withoutNul(joined(parts, '\n').slice(0, MOST_CHARACTERS));
  if (!/[^\p{ASCII}]/u.test(text)) return text;
  const accented = [...new Set(text.match(/[\p{L}\p{M}\p{N}]+/gu))].filter((word) => plain(word) !== word);
  return accented.length === 0 ? text : `${text}\n${accented.map(plain).join(' ')}`;
}

const plain = (word: string): string => word.normalize('NFKD').replaceAll(/\p{M}/gu, '');

const SHORTEST_WORD = 3;
const LONGEST_WORD = 40;

/** The words of a text in lower case: what a mistyped word may have meant. */
export function vocabularyOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => word.length >= SHORTEST_WORD && word.length <= LONGEST_WORD);
}
