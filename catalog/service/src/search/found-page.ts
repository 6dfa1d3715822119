import { Inject, Injectable } from '@nestjs/common';

import type { Database } from '@mesh/database';
import type { DescribedDeprecation, ProductDescription } from '@mesh/events';

import { PRODUCT_COLUMNS, ProductReader, type ListedProduct, type ProductRow } from '../product-reader.js';
import type { Ranked } from './best-products.js';
import { lifecycleOf } from './facets.js';
import { markWords, unmarked, type MarkedText, type TextPart } from './highlighter.js';
import { headsOf, lexemesOf } from './lexemes.js';
import { likelyFields, type FieldInWords } from './matching-fields.js';
import { anyOf } from './text-query.js';

/** A field that the question is about. */
export interface MatchingField {
  readonly port: string;
  readonly field: string;
  /** Its words, those of the question between asterisks. */
  readonly text: string;
  /** The same in pieces that need no escaping. */
  readonly parts: readonly TextPart[];
}

/** A product that the question found, with why. */
export interface FoundProduct extends ListedProduct {
  readonly rank: number;
  readonly lifecycle: string;
  readonly deprecation?: DescribedDeprecation;
  /** Measured: calls of the last thirty days, and who makes them or declares to read from it. */
  readonly use: { readonly calls: number; readonly consumers: number };
  /** A passage, the words of the question between asterisks. */
  readonly highlight: string;
  /** Title and passage in pieces that need no escaping. */
  readonly marked: { readonly title: readonly TextPart[]; readonly passage: readonly TextPart[] };
  readonly fields: readonly MatchingField[];
}

interface FoundRow extends ProductRow {
  readonly calls: number | null;
  readonly consumers: number | null;
}

const MOST_FIELDS_SHOWN = 5;

/** Makes what was found readable: what each product is, and where in it the asked words are. */
@Injectable()
export class FoundPage {
  constructor(@Inject(ProductReader) private readonly reader: ProductReader) {}

  /** The products in the order of their ranks. */
  async of(database: Database, ranked: readonly Ranked[], asked: string | undefined): Promise<readonly FoundProduct[]> {
    const rows = await database.query<FoundRow>(
      `SELECT ${PRODUCT_COLUMNS}, used.calls, used.consumers FROM catalog.product AS product
         LEFT JOIN catalog.product_use AS used ON used.product_id = product.id
       WHERE product.id = ANY ($1::text[])`,
      [ranked.map(({ id }) => id)],
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    const found = ranked.flatMap(({ id, rank }) => {
      const row = byId.get(id);
      return row === undefined ? [] : [{ row, rank, product: row.description }];
    });
    const marks = await Marks.in(
      database,
      asked,
      found.map(({ product }) => product),
    );
    return found.map(({ row, rank, product }) => {
      const title = marks.of(product.title) ?? unmarked(product.title);
      const passage =
        passagesOf(product)
          .map(marks.of)
          .find((text) => text !== undefined) ?? unmarked(product.purpose);
      return {
        ...this.reader.listed(row),
        rank,
        lifecycle: lifecycleOf(product),
        ...(product.deprecation && { deprecation: product.deprecation }),
        use: { calls: Math.round(row.calls ?? 0), consumers: row.consumers ?? 0 },
        highlight: passage.text,
        marked: { title: title.parts, passage: passage.parts },
        fields: marks.fieldsOf(product),
      };
    });
  }
}

/** Texts in which the words may be, the most telling first. */
const passagesOf = (product: ProductDescription): readonly string[] =>
  [
    product.purpose,
    product.description,
    product.tags.join(', '),
    ...product.ports.map(({ summary }) => summary),
    product.limitations ?? '',
  ].filter((text) => text !== '');

/** The asked words in the texts of a page, all of them marked in one statement. */
class Marks {
  private constructor(
    private readonly texts: ReadonlyMap<string, MarkedText>,
    private readonly fields: ReadonlyMap<string, readonly FieldInWords[]>,
  ) {}

  static async in(database: Database, asked: string | undefined, products: readonly ProductDescription[]) {
    if (asked === undefined) return new Marks(new Map(), new Map());
    const any = anyOf(asked) ?? asked;
    const heads = headsOf(lexemesOf(asked));
    const isLikely = (text: string) => heads.some((head) => text.toLowerCase().includes(head));
    const fields = new Map(products.map((product) => [product.id, likelyFields(product, asked)]));
    const texts = new Set(products.flatMap((product) => [product.title, ...passagesOf(product)]).filter(isLikely));
    for (const { text } of [...fields.values()].flat()) texts.add(text);
    const marked = await markWords(database, any, [...texts]);
    return new Marks(
      new Map([...texts].flatMap((text, place) => (marked[place] === undefined ? [] : [[text, marked[place]]]))),
      fields,
    );
  }

  readonly of = (text: string): MarkedText | undefined => this.texts.get(text);

  fieldsOf({ id }: ProductDescription): readonly MatchingField[] {
    return (this.fields.get(id) ?? [])
      .flatMap(({ port, field, text, isLiteral }) => {
        const marked = this.of(text) ?? (isLiteral ? unmarked(text) : undefined);
        if (marked === undefined) return [];
        const matches = new Set(marked.parts.filter(({ match }) => match).map((part) => part.text.toLowerCase())).size;
        return [{ shown: { port, field, ...marked }, matches }];
      })
      .sort((one, other) => other.matches - one.matches)
      .slice(0, MOST_FIELDS_SHOWN)
      .map(({ shown }) => shown);
  }
}
