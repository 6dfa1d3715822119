import type { DescribedField, DescribedPort, ProductDescription } from '@mesh/events';

/** The words of a product by how much they say about it: names, then purpose and tags, then everything else. */
export interface SearchableText {
  readonly names: string;
  readonly purpose: string;
  readonly details: string;
}

/** A field in words: its name, what it means, its unit and its codes. */
export function fieldText(field: DescribedField): string {
  const codes = (field.codes ?? []).flatMap(({ system, code }) => [system, code]);
  return [field.name, field.description, field.unit, ...codes]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
}

const portText = (port: DescribedPort): string =>
  [port.name, port.kind, port.path, port.topic, port.summary, ...port.fields.map(fieldText)]
    .filter((part) => part !== undefined)
    .join('\n');

/** What the full text search reads of a product. */
export function searchableText(product: ProductDescription): SearchableText {
  return {
    // Names are identifiers: their parts are words too.
    names: [product.title, product.name, product.id, product.name.replaceAll('-', ' '), product.domain].join('\n'),
    purpose: [product.purpose, product.tags.join(' '), product.description].join('\n'),
    details: [
      product.owner.team,
      ...product.models.map((model) => [model.name, ...model.features].join(' ')),
      ...product.ports.map(portText),
    ].join('\n'),
  };
}

const SHORTEST_WORD = 3;
const LONGEST_WORD = 40;

/** The distinct words of a text in lower case: what a mistyped word may have meant. */
export function vocabularyOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words)].filter((word) => word.length >= SHORTEST_WORD && word.length <= LONGEST_WORD).sort();
}
