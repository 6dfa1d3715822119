import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';
import type { DescribedTerm } from '@mesh/events';

import { CatalogErrors } from '../catalog.errors.js';
import { pageOf, type PageAsked } from '../paged.js';

/** A term with how far it is shared. */
export interface ListedTerm extends DescribedTerm {
  readonly products: number;
  readonly fields: number;
  readonly links: { readonly self: string };
}

/** A product whose fields stand for a term. */
export interface TermUse {
  readonly product: string;
  readonly title: string;
  readonly fields: readonly { readonly port: string; readonly field: string }[];
  readonly links: { readonly product: string };
}

const TERMS = `SELECT term, count(*)::integer AS products, sum(jsonb_array_length(fields))::integer AS fields,
  (array_agg(definition ORDER BY described_at DESC, product_id))[1] AS definition FROM catalog.term_use`;

interface TermRow {
  readonly term: string;
  readonly products: number;
  readonly fields: number;
  readonly definition: DescribedTerm;
}

/** Reads the words that products share. */
@Injectable()
export class GlossaryReader {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Terms by id, as the product that was described last defines them. */
  async list(asked: PageAsked): Promise<{ readonly terms: readonly ListedTerm[]; readonly nextCursor?: string }> {
    const rows = await this.database.query<TermRow>(
      `${TERMS} WHERE $1::text IS NULL OR term > $1 GROUP BY term ORDER BY term LIMIT $2`,
      [asked.after?.[0] ?? null, asked.limit + 1],
    );
    const { page, next } = pageOf(rows, asked, ({ term }) => [term]);
    return { terms: page.map(toTerm), ...next };
  }

  /** One term with the products that use it; throws CATALOG.TERM_UNKNOWN. */
  async read(
    term: string,
    asked: PageAsked,
  ): Promise<ListedTerm & { readonly uses: readonly TermUse[]; readonly nextCursor?: string }> {
    const [row] = await this.database.query<TermRow>(`${TERMS} WHERE term = $1 GROUP BY term`, [term]);
    if (row === undefined) throw CatalogErrors.TERM_UNKNOWN();
    const rows = await this.database.query<Omit<TermUse, 'links'>>(
      `SELECT product_id AS product, description ->> 'title' AS title, fields
       FROM catalog.term_use JOIN catalog.product ON product.id = product_id
       WHERE term = $1 AND ($2::text IS NULL OR product_id > $2) ORDER BY product_id LIMIT $3`,
      [term, asked.after?.[0] ?? null, asked.limit + 1],
    );
    const { page, next } = pageOf(rows, asked, ({ product }) => [product]);
    const uses = page.map((use) => ({ ...use, links: { product: `/catalog/products/${use.product}` } }));
    return { ...toTerm(row), uses, ...next };
  }
}

const toTerm = ({ term, products, fields, definition }: TermRow): ListedTerm => ({
  ...definition,
  products,
  fields,
  links: { self: `/catalog/glossary/${term}` },
});
