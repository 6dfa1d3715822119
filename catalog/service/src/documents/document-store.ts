import { createHash } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import type { Database } from '@mesh/database';

import type { NewChange } from '../changes/change.js';
import { ChangeStore } from '../changes/change-store.js';
import { lastOfEach, type HeardAnnouncement } from '../heard-announcements.js';
import { mediaTypeOf } from './media-type.js';

interface HeardDocument {
  readonly product: string;
  readonly version: string;
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
  readonly mediaType: string;
  /** The description speaks of it, and so says when it changes. */
  readonly described: boolean;
  readonly at: string;
}

/** Keeps the texts of documents, each once, by version of the product and by what they say. */
@Injectable()
export class DocumentStore {
  constructor(@Inject(ChangeStore) private readonly changes: ChangeStore) {}

  async keep(transaction: Database, heard: readonly HeardAnnouncement[]): Promise<void> {
    const documents = lastOfEach(heard.flatMap(documentsIn), (one) => `${one.product} ${one.version} ${one.name}`);
    if (documents.length === 0) return;
    await this.changes.add(transaction, await this.changed(transaction, documents));
    const contents = lastOfEach(documents, ({ sha256 }) => sha256);
    await transaction.query(
      `INSERT INTO catalog.content (sha256, text) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING`,
      [contents.map(({ sha256 }) => sha256), contents.map(({ text }) => text)],
    );
    await transaction.query(
      `INSERT INTO catalog.document (product_id, version, name, sha256, media_type, first_seen, last_seen)
       SELECT id, version, name, sha256, media_type, at, at
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
         AS one (id, version, name, sha256, media_type, at)
       ON CONFLICT (product_id, version, name, sha256) DO UPDATE
         SET last_seen = greatest(catalog.document.last_seen, excluded.last_seen), media_type = excluded.media_type`,
      [
        documents.map(({ product }) => product),
        documents.map(({ version }) => version),
        documents.map(({ name }) => name),
        documents.map(({ sha256 }) => sha256),
        documents.map(({ mediaType }) => mediaType),
        documents.map(({ at }) => at),
      ],
    );
  }

  /** Model cards and samples are in no description: that they are others than before is seen here alone. */
  private async changed(transaction: Database, documents: readonly HeardDocument[]): Promise<readonly NewChange[]> {
    const silent = documents.filter(({ described }) => !described);
    if (silent.length === 0) return [];
    const rows = await transaction.query<{ key: string; sha256: string }>(
      `SELECT DISTINCT ON (product_id, version, name) product_id || ' ' || version || ' ' || name AS key, sha256
       FROM catalog.document WHERE product_id = ANY ($1::text[])
       ORDER BY product_id, version, name, last_seen DESC`,
      [[...new Set(silent.map(({ product }) => product))]],
    );
    const known = new Map(rows.map(({ key, sha256 }) => [key, sha256]));
    return silent.flatMap(({ product, version, name, sha256, at }) => {
      const before = known.get(`${product} ${version} ${name}`);
      if (before === undefined || before === sha256) return [];
      return [{ product, version, kind: 'described', at, detail: { documents: [{ name, before, after: sha256 }] } }];
    });
  }
}

function documentsIn({ announcement: { product, documents = [] }, heardAt }: HeardAnnouncement): HeardDocument[] {
  return documents.map(({ name, text }) => {
    const described = product.documents?.find((one) => one.name === name);
    return {
      product: product.id,
      version: product.version,
      name,
      text,
      sha256: createHash('sha256').update(text).digest('hex'),
      mediaType: described?.mediaType ?? mediaTypeOf(name),
      described: described !== undefined,
      at: heardAt,
    };
  });
}
