import type { ListedProduct } from '../../api/product.js';

/** A piece of text, and whether it is what was asked for. */
export interface TextPart {
  readonly text: string;
  readonly match?: true;
}

/** A field that the question is about, in words. */
export interface MatchingField {
  readonly port: string;
  readonly field: string;
  readonly parts: readonly TextPart[];
}

/** A product that was found, with why. */
export interface FoundProduct extends ListedProduct {
  readonly marked: { readonly title: readonly TextPart[]; readonly passage: readonly TextPart[] };
  readonly fields: readonly MatchingField[];
  /** Measured over thirty days. */
  readonly use?: { readonly calls: number; readonly consumers: number };
}

/** How many products there are of one kind. */
export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

/** A page of what was found. */
export interface FoundPage {
  readonly results: readonly FoundProduct[];
  readonly total: number;
  /** The counts are projected from a sample. */
  readonly isEstimate: boolean;
  /** The question that was answered instead. */
  readonly corrected?: string;
  /** No product has all the words. */
  readonly isPartial?: true;
  readonly facets: Readonly<Record<string, readonly FacetValue[]>>;
  readonly nextCursor?: string;
}

/** What results can be narrowed by, in the order in which it is offered. */
export const FACETS = ['domain', 'port', 'sensitivity', 'owner', 'freshness', 'lifecycle', 'tag'] as const;
export type Facet = (typeof FACETS)[number];

/** The question as the address of the page carries it. */
export type Question = Readonly<Partial<Record<Facet | 'q', string>>>;

/** Reads the question from the address. */
export const questionOf = (address: URLSearchParams): Question =>
  Object.fromEntries(
    ['q', ...FACETS].flatMap((name) => {
      const value = address.get(name)?.trim();
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );

/** A matching field with every port that has it in the same words. */
export interface FieldOfPorts extends Pick<MatchingField, 'field' | 'parts'> {
  readonly ports: readonly string[];
}

/** Says once what several ports of a product have in common. */
export function groupedFields(fields: readonly MatchingField[]): readonly FieldOfPorts[] {
  const groups = new Map<string, FieldOfPorts>();
  for (const { port, field, parts } of fields) {
    const words = `${field} ${parts.map(({ text }) => text).join('')}`;
    const ports = groups.get(words)?.ports ?? [];
    groups.set(words, { field, parts, ports: ports.includes(port) ? ports : [...ports, port] });
  }
  return [...groups.values()];
}
