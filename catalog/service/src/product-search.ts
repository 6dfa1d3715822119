import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { afterCursor, cursorOf, type CatalogQuery } from './catalog-query.js';
import { PRODUCT_COLUMNS, ProductReader, type ListedProduct, type ProductRow } from './product-reader.js';
import { corrected } from './spelling.js';
import { textQuery } from './text-query.js';

/** A field that the question is about. */
export interface MatchingField {
  readonly port: string;
  readonly field: string;
  /** Its words, those of the question between asterisks. */
  readonly text: string;
}

/** A product that the question found, with why. */
export interface FoundProduct extends ListedProduct {
  readonly rank: number;
  /** A passage, the words of the question between asterisks. */
  readonly highlight: string;
  readonly fields: readonly MatchingField[];
}

/** One page of what was found. */
export interface Found {
  readonly results: readonly FoundProduct[];
  /** The question that was answered instead when its own words are in no product. */
  readonly corrected?: string;
  readonly nextCursor?: string;
}

interface FoundRow extends ProductRow {
  readonly rank: number;
  readonly highlight: string;
  readonly fields: readonly MatchingField[] | null;
}

const MAX_OFFSET = 1_000;
const MARKS = 'StartSel=*,StopSel=*';

/** Full text search over names, purposes, tags, fields, units and codes, tolerant of a typing error. */
@Injectable()
export class ProductSearch {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ProductReader) private readonly reader: ProductReader,
  ) {}

  /** Best first; a question whose words are in no product is asked again with the nearest words that are. */
  async search(query: CatalogQuery & { readonly q: string }): Promise<Found> {
    const found = await this.ask(query);
    if (found.results.length > 0 || query.cursor !== undefined) return found;
    const correction = await corrected(this.database, query.q);
    return correction === undefined
      ? found
      : { ...(await this.ask({ ...query, q: correction })), corrected: correction };
  }

  private async ask({ q, domain, tag, port, limit, cursor }: CatalogQuery & { readonly q: string }): Promise<Found> {
    const offset = Math.min(Number(afterCursor(cursor) ?? 0) || 0, MAX_OFFSET);
    const { sql, values } = textQuery(q, 6);
    const rows = await this.database.query<FoundRow>(
      `WITH asked AS MATERIALIZED (SELECT ${sql} AS words),
       page AS (
         SELECT product.*, ts_rank_cd(document, words) AS rank FROM catalog.product AS product, asked
         WHERE document @@ words AND ($1::text IS NULL OR domain = $1) AND ($2::text IS NULL OR tags @> ARRAY[$2])
           AND ($3::text IS NULL OR ports @> ARRAY[$3])
         ORDER BY rank DESC, id LIMIT $4 OFFSET $5
       )
       SELECT ${PRODUCT_COLUMNS}, product.rank,
         ts_headline('english', product.body, asked.words, '${MARKS},MaxFragments=2,MaxWords=18,MinWords=6') AS highlight,
         (SELECT json_agg(hit) FROM (
            SELECT port, name AS field, ts_headline('english', body, asked.words, '${MARKS},HighlightAll=true') AS text
            FROM catalog.field, (SELECT replace(asked.words::text, ' & ', ' | ')::tsquery AS any_word) AS either
            WHERE product_id = product.id AND document @@ either.any_word
            ORDER BY document @@ asked.words DESC, ts_rank(document, either.any_word) DESC, port, name LIMIT 5
          ) AS hit) AS fields
       FROM page AS product, asked ORDER BY product.rank DESC, product.id`,
      [domain ?? null, tag ?? null, port ?? null, limit + 1, offset, ...values],
    );
    return {
      results: rows.slice(0, limit).map((row) => ({
        ...this.reader.listed(row),
        rank: row.rank,
        highlight: row.highlight,
        fields: row.fields ?? [],
      })),
      ...(rows.length > limit && offset + limit <= MAX_OFFSET ? { nextCursor: cursorOf(String(offset + limit)) } : {}),
    };
  }
}
