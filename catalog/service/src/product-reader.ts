import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';
import type { ProductDescription } from '@mesh/events';

import { reachablePorts, type ReachablePort } from './addresses.js';
import { CatalogSettings } from './catalog-options.js';
import { afterCursor, cursorOf, type CatalogQuery } from './search/catalog-query.js';
import { CatalogErrors } from './catalog.errors.js';
import { presenceOf, type Presence } from './presence.js';

/** A product in a list. */
export interface ListedProduct extends Presence {
  readonly id: string;
  readonly urn: string;
  readonly domain: string;
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly owner: ProductDescription['owner'];
  readonly purpose: string;
  readonly sensitivity: string;
  readonly lifecycle: string;
  readonly tags: readonly string[];
  readonly ports: readonly Pick<ReachablePort, 'name' | 'kind' | 'urn' | 'url' | 'topic' | 'summary'>[];
  readonly links: { readonly self: string };
}

/** A product with everything that is known of it. */
export interface DescribedProduct extends Omit<ProductDescription, 'ports'>, Presence {
  readonly address?: string;
  readonly ports: readonly ReachablePort[];
  /** Every description ever announced, the newest first. */
  readonly history: readonly {
    readonly version: string;
    readonly firstSeenAt: string;
    readonly descriptionHash: string;
  }[];
  readonly links: { readonly self: string };
}

/** Columns from which a product is read, of `catalog.product` as `product`. */
export const PRODUCT_COLUMNS = `product.id, product.description, product.description_hash AS hash,
  greatest(product.last_seen, (SELECT max(last_seen) FROM catalog.instance WHERE product_id = product.id)) AS seen,
  (SELECT max(last_seen) FROM catalog.instance WHERE product_id = product.id AND NOT stopped) AS alive,
  (SELECT address FROM catalog.instance WHERE product_id = product.id ORDER BY stopped, last_seen DESC LIMIT 1) AS address`;

/** A row of those columns. */
export interface ProductRow {
  readonly id: string;
  readonly description: ProductDescription;
  readonly hash: string;
  readonly seen: Date | string;
  readonly alive: Date | string | null;
  readonly address: string | null;
}

/** Reads products: which there are, and what one is. */
@Injectable()
export class ProductReader {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CatalogSettings) private readonly settings: CatalogSettings,
  ) {}

  /** Products by id, a page at a time. */
  async list({
    domain,
    limit,
    cursor,
  }: CatalogQuery): Promise<{ products: readonly ListedProduct[]; nextCursor?: string }> {
    const rows = await this.database.query<ProductRow>(
      `SELECT ${PRODUCT_COLUMNS} FROM catalog.product AS product
       WHERE ($1::text IS NULL OR domain = $1) AND ($2::text IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [domain ?? null, afterCursor(cursor) ?? null, limit + 1],
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      products: page.map((row) => this.listed(row)),
      ...(rows.length > limit && last !== undefined ? { nextCursor: cursorOf(last.id) } : {}),
    };
  }

  /** One product with its validator for conditional requests; throws CATALOG.PRODUCT_UNKNOWN. */
  async describe(id: string): Promise<{ product: DescribedProduct; etag: string }> {
    const [row] = /^[\w.-]{1,200}$/.test(id)
      ? await this.database.query<ProductRow>(
          `SELECT ${PRODUCT_COLUMNS} FROM catalog.product AS product WHERE id = $1`,
          [id],
        )
      : [];
    if (row === undefined) throw CatalogErrors.PRODUCT_UNKNOWN();
    const history = await this.database.query<{ version: string; first_seen: Date | string; description_hash: string }>(
      `SELECT version, first_seen, description_hash FROM catalog.seen_version WHERE product_id = $1
       ORDER BY first_seen DESC, description_hash LIMIT 100`,
      [id],
    );
    const presence = this.presence(row);
    const product = {
      ...row.description,
      ...presence,
      ...(row.address === null ? {} : { address: row.address }),
      ports: reachablePorts(row.description, row.address ?? undefined),
      history: history.map((seen) => ({
        version: seen.version,
        firstSeenAt: new Date(seen.first_seen).toISOString(),
        descriptionHash: seen.description_hash,
      })),
      links: { self: `/catalog/products/${row.id}` },
    };
    // Weak, because `lastSeenAt` moves with every beat and says nothing new.
    return { product, etag: `W/"${row.hash.slice(0, 32)}-${presence.status}-${history.length}"` };
  }

  /** One product as it is described now; throws CATALOG.PRODUCT_UNKNOWN. */
  async description(id: string): Promise<ProductDescription> {
    const [row] = await this.database.query<{ description: ProductDescription }>(
      `SELECT description FROM catalog.product WHERE id = $1`,
      [id.includes('\0') ? '' : id],
    );
    if (row === undefined) throw CatalogErrors.PRODUCT_UNKNOWN();
    return row.description;
  }

  /** The short form of a row. */
  listed(row: ProductRow): ListedProduct {
    const { id, urn, domain, name, title, version, owner, purpose, sensitivity, tags } = row.description;
    const { lifecycle = 'active' } = row.description;
    const ports = reachablePorts(row.description, row.address ?? undefined).map((port) => ({
      name: port.name,
      kind: port.kind,
      urn: port.urn,
      summary: port.summary,
      ...(port.url === undefined ? {} : { url: port.url }),
      ...(port.topic === undefined ? {} : { topic: port.topic }),
    }));
    const self = `/catalog/products/${id}`;
    return {
      id,
      urn,
      domain,
      name,
      title,
      version,
      owner,
      purpose,
      sensitivity,
      lifecycle,
      tags,
      ports,
      ...this.presence(row),
      links: { self },
    };
  }

  private presence(row: ProductRow): Presence {
    const lastAliveAt = row.alive === null ? undefined : new Date(row.alive);
    return presenceOf(
      { lastSeenAt: new Date(row.seen), lastAliveAt },
      { now: this.settings.now(), beatMs: this.settings.beatMs },
    );
  }
}
