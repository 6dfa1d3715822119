import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';
import type { ProductDescription } from '@mesh/events';

import { reachablePorts, type ReachablePort } from '../addresses.js';
import { CatalogErrors } from '../catalog.errors.js';
import { pageOf, type PageAsked } from '../paged.js';

/** A product with what its standard descriptions say beyond its own. */
export interface DoorProduct {
  readonly description: ProductDescription;
  readonly ports: readonly ReachablePort[];
  /** Base URL of its service, where one is known. */
  readonly address?: string;
  /** RFC 3339. */
  readonly issued: string;
  readonly modified: string;
  /** Every version ever announced, the newest first. */
  readonly versions: readonly { readonly version: string; readonly issued: string }[];
}

interface Row {
  readonly id: string;
  readonly description: ProductDescription;
  readonly address: string | null;
  readonly issued: Date | string;
  readonly modified: Date | string;
  readonly versions: readonly { readonly version: string; readonly issued: string }[] | null;
}

const MOST_VERSIONS = 50;

const COLUMNS = `product.id, product.description, product.first_seen AS issued, product.last_seen AS modified,
  (SELECT address FROM catalog.instance WHERE product_id = product.id ORDER BY stopped, last_seen DESC LIMIT 1) AS address,
  (SELECT json_agg(json_build_object('version', version, 'issued', first_seen) ORDER BY first_seen DESC)
   FROM (SELECT version, first_seen FROM catalog.version WHERE product_id = product.id
         ORDER BY first_seen DESC LIMIT ${MOST_VERSIONS}) AS known) AS versions`;

/** Reads products for the doors through which other catalogs and programs come in. */
@Injectable()
export class DoorProducts {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Products by id, and how many there are in all. */
  async page(
    asked: PageAsked,
  ): Promise<{ readonly products: readonly DoorProduct[]; readonly total: number; readonly nextCursor?: string }> {
    const rows = await this.database.query<Row>(
      `SELECT ${COLUMNS} FROM catalog.product AS product WHERE ($1::text IS NULL OR id > $1) ORDER BY id LIMIT $2`,
      [asked.after?.[0]?.replaceAll('\0', '') ?? null, asked.limit + 1],
    );
    const [count] = await this.database.query<{ total: number }>(`SELECT count(*)::int AS total FROM catalog.product`);
    const { page, next } = pageOf(rows, asked, ({ id }) => [id]);
    return { products: page.map(productOf), total: count?.total ?? 0, ...next };
  }

  /** Throws CATALOG.PRODUCT_UNKNOWN. */
  async one(id: string): Promise<DoorProduct> {
    const [row] = await this.database.query<Row>(`SELECT ${COLUMNS} FROM catalog.product AS product WHERE id = $1`, [
      id.includes('\0') ? '' : id,
    ]);
    if (row === undefined) throw CatalogErrors.PRODUCT_UNKNOWN();
    return productOf(row);
  }
}

function productOf({ description, address, issued, modified, versions }: Row): DoorProduct {
  return {
    description,
    ports: reachablePorts(description, address ?? undefined),
    ...(address !== null && { address }),
    issued: new Date(issued).toISOString(),
    modified: new Date(modified).toISOString(),
    versions: (versions ?? []).map(({ version, issued: at }) => ({ version, issued: new Date(at).toISOString() })),
  };
}
