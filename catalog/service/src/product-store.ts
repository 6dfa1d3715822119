import { createHash } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';
import type { Announcement, ProductDescription } from '@mesh/events';

import { fieldText, searchableText, vocabularyOf } from './searchable.js';

/** An announcement and when the log accepted it: the one clock that all services share. */
export interface HeardAnnouncement {
  readonly announcement: Announcement;
  readonly heardAt: string;
}

const FORGET_INSTANCES_AFTER = '1 day';

/** Hex SHA-256 of the description as it was announced. */
export function descriptionHash(product: ProductDescription): string {
  return createHash('sha256').update(JSON.stringify(product)).digest('hex');
}

/** Writes what services announce; a heartbeat that says nothing new only touches when its product was last seen. */
@Injectable()
export class ProductStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Idempotent and indifferent to repeats: later news wins. */
  async hear({ announcement, heardAt }: HeardAnnouncement): Promise<void> {
    const { product } = announcement;
    const hash = descriptionHash(product);
    await this.database.transaction(async (transaction) => {
      const [known] = await transaction.query(
        `UPDATE catalog.product SET last_seen = greatest(last_seen, $3) WHERE id = $1 AND description_hash = $2 RETURNING id`,
        [product.id, hash, heardAt],
      );
      if (known === undefined) await this.describe(transaction, product, { hash, heardAt });
      await this.touch(transaction, announcement, heardAt);
    });
  }

  private async touch(
    transaction: Database,
    { product, instance, address, state }: Announcement,
    heardAt: string,
  ): Promise<void> {
    await transaction.query(
      `INSERT INTO catalog.instance (product_id, instance, address, last_seen, stopped) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (product_id, instance) DO UPDATE
         SET address = excluded.address, last_seen = excluded.last_seen, stopped = excluded.stopped
         WHERE catalog.instance.last_seen <= excluded.last_seen`,
      [product.id, instance, address, heardAt, state === 'stopped'],
    );
    if (state === 'alive') return;
    await transaction.query(
      `DELETE FROM catalog.instance WHERE product_id = $1 AND last_seen < $2::timestamptz - $3::interval`,
      [product.id, heardAt, FORGET_INSTANCES_AFTER],
    );
  }

  private async describe(
    transaction: Database,
    product: ProductDescription,
    at: { hash: string; heardAt: string },
  ): Promise<void> {
    const { names, purpose, details } = searchableText(product);
    const body = [names, purpose, details].join('\n');
    const written = await transaction.query(
      `INSERT INTO catalog.product
         (id, domain, tags, ports, description, description_hash, body, document, first_seen, last_seen)
       VALUES ($1, $2, $3, $4, $5, $6, $7,
         setweight(to_tsvector('english', $8), 'A') || setweight(to_tsvector('english', $9), 'B')
           || setweight(to_tsvector('english', $10), 'C'), $11, $11)
       ON CONFLICT (id) DO UPDATE SET domain = excluded.domain, tags = excluded.tags, ports = excluded.ports,
         description = excluded.description, description_hash = excluded.description_hash, body = excluded.body,
         document = excluded.document, last_seen = excluded.last_seen
       WHERE catalog.product.last_seen <= excluded.last_seen
       RETURNING id`,
      [
        product.id,
        product.domain,
        product.tags,
        [...new Set(product.ports.flatMap(({ name, kind }) => [name, kind]))],
        JSON.stringify(product),
        at.hash,
        body,
        names,
        purpose,
        details,
        at.heardAt,
      ],
    );
    await transaction.query(
      `INSERT INTO catalog.seen_version (product_id, description_hash, version, first_seen) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING`,
      [product.id, at.hash, product.version, at.heardAt],
    );
    if (written.length > 0) await this.indexFields(transaction, product, vocabularyOf(body));
  }

  private async indexFields(
    transaction: Database,
    product: ProductDescription,
    words: readonly string[],
  ): Promise<void> {
    const fields = product.ports.flatMap((port) =>
      port.fields.map((field) => [port.name, field.name, fieldText(field)] as const),
    );
    await transaction.query(`DELETE FROM catalog.field WHERE product_id = $1`, [product.id]);
    await transaction.query(
      `INSERT INTO catalog.field (product_id, port, name, body, document)
       SELECT $1, port, name, body, to_tsvector('english', body)
       FROM unnest($2::text[], $3::text[], $4::text[]) AS field (port, name, body)
       ON CONFLICT DO NOTHING`,
      [product.id, ...[0, 1, 2].map((column) => fields.map((field) => field[column]))],
    );
    await transaction.query(`INSERT INTO catalog.word SELECT unnest($1::text[]) ON CONFLICT DO NOTHING`, [words]);
  }
}
