import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';
import type { ProductDescription } from '@mesh/events';

import { pageOf, type PageAsked } from '../paged.js';

/** A version of a product that was ever announced. */
export interface ListedVersion {
  readonly version: string;
  /** The one that is described now. */
  readonly current: boolean;
  readonly firstSeenAt: string;
  /** When another one followed; absent for the current one. */
  readonly replacedAt?: string;
  /** How many documents are kept of it. */
  readonly documents: number;
  readonly links: { readonly documents: string; readonly compare?: string };
}

/** Reads the versions of a product. */
@Injectable()
export class VersionReader {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The newest first; each is linked to what the current one changes against it. */
  async list(
    product: ProductDescription,
    asked: PageAsked,
  ): Promise<{ readonly versions: readonly ListedVersion[]; readonly nextCursor?: string }> {
    const [after] = asked.after ?? [];
    const rows = await this.database.query<{
      version: string;
      firstSeen: Date | string;
      replaced: Date | string | null;
      documents: number;
    }>(
      `SELECT version, first_seen AS "firstSeen", replaced_at AS replaced,
         (SELECT count(DISTINCT name) FROM catalog.document
          WHERE document.product_id = known.product_id AND document.version = known.version)::integer AS documents
       FROM catalog.version AS known
       WHERE product_id = $1 AND ($2::text IS NULL OR (first_seen, version) <
         (SELECT first_seen, version FROM catalog.version WHERE product_id = $1 AND version = $2))
       ORDER BY first_seen DESC, version DESC LIMIT $3`,
      [product.id, after ?? null, asked.limit + 1],
    );
    const { page, next } = pageOf(rows, asked, (row) => [row.version]);
    const self = `/catalog/products/${product.id}`;
    return {
      versions: page.map((row) => ({
        version: row.version,
        current: row.version === product.version,
        firstSeenAt: new Date(row.firstSeen).toISOString(),
        ...(row.replaced !== null && { replacedAt: new Date(row.replaced).toISOString() }),
        documents: row.documents,
        links: {
          documents: `${self}/documents?version=${encodeURIComponent(row.version)}`,
          ...(row.version !== product.version && {
            compare: `${self}/versions/compare?from=${encodeURIComponent(row.version)}&to=${encodeURIComponent(product.version)}`,
          }),
        },
      })),
      ...next,
    };
  }
}
