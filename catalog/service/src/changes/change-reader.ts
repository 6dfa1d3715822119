import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { pageOf, type PageAsked } from '../paged.js';
import { sentenceOf, type ChangeDetail, type ChangeKind } from './change.js';

/** One entry of the history of a product. */
export interface CatalogChange {
  readonly id: string;
  readonly product: string;
  readonly title: string;
  readonly domain: string;
  readonly version: string;
  readonly kind: ChangeKind;
  readonly at: string;
  /** What happened, in a sentence. */
  readonly summary: string;
  readonly detail: ChangeDetail;
  readonly links: { readonly product: string };
}

/** Which changes are asked for. */
export interface ChangesAsked {
  readonly product?: string;
  /** RFC 3339; only those that happened then or later. */
  readonly since?: string;
}

interface ChangeRow {
  readonly id: number;
  readonly product: string;
  readonly title: string;
  readonly domain: string;
  readonly version: string;
  readonly kind: ChangeKind;
  readonly at: Date | string;
  readonly detail: ChangeDetail;
}

/** Reads what happened to products. */
@Injectable()
export class ChangeReader {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The newest first. */
  async list(
    { product, since }: ChangesAsked,
    asked: PageAsked,
  ): Promise<{ readonly changes: readonly CatalogChange[]; readonly nextCursor?: string }> {
    const rows = await this.database.query<ChangeRow>(
      `SELECT change.id, product_id AS product, description ->> 'title' AS title, product.domain, version, kind, at, detail
       FROM catalog.change JOIN catalog.product ON product.id = product_id
       WHERE ($1::text IS NULL OR product_id = $1) AND ($2::timestamptz IS NULL OR at >= $2)
         AND ($3::bigint IS NULL OR change.id < $3)
       ORDER BY change.id DESC LIMIT $4`,
      [
        product ?? null,
        since === undefined ? null : new Date(since.toUpperCase()).toISOString(),
        wholeNumber(asked.after?.[0]),
        asked.limit + 1,
      ],
    );
    const { page, next } = pageOf(rows, asked, ({ id }) => [String(id)]);
    return { changes: page.map(toChange), ...next };
  }

  /** The last change of each rule of a product, by `<port> <rule>`. */
  async ofRules(product: string, limit: number): Promise<readonly CatalogChange[]> {
    const rows = await this.database.query<ChangeRow>(
      `SELECT change.id, product_id AS product, description ->> 'title' AS title, product.domain, version, kind, at, detail
       FROM catalog.change JOIN catalog.product ON product.id = product_id
       WHERE product_id = $1 AND kind IN ('rule-broken', 'rule-mended') ORDER BY change.id DESC LIMIT $2`,
      [product, limit],
    );
    return rows.map(toChange);
  }
}

const toChange = ({ id, at, ...row }: ChangeRow): CatalogChange => ({
  id: String(id),
  ...row,
  at: new Date(at).toISOString(),
  summary: sentenceOf(row),
  links: { product: `/catalog/products/${row.product}` },
});

/** A cursor of somebody's own making begins nowhere. */
const wholeNumber = (text: string | undefined): number | null =>
  text === undefined ? null : /^\d{1,15}$/.test(text) ? Number(text) : 0;
