import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { DescriptionRecorder } from './changes/description-recorder.js';
import { StandingStore } from './changes/standing-store.js';
import { DocumentStore } from './documents/document-store.js';
import {
  changesIn,
  lastOfEach,
  type HeardAnnouncement,
  type KnownProduct,
  type ProductChange,
} from './heard-announcements.js';
import { SearchIndex } from './search/search-index.js';

const FORGET_INSTANCES_AFTER = '1 day';

/** Writes what services announce; a heartbeat that says nothing new only touches its instance. */
@Injectable()
export class ProductStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SearchIndex) private readonly index: SearchIndex,
    @Inject(DescriptionRecorder) private readonly recorder: DescriptionRecorder,
    @Inject(DocumentStore) private readonly documents: DocumentStore,
    @Inject(StandingStore) private readonly standing: StandingStore,
  ) {}

  /** Many at once, in one transaction; idempotent and indifferent to repeats: later news wins. */
  async hear(heard: readonly HeardAnnouncement[]): Promise<void> {
    const written = this.database.transaction(async (transaction) => {
      const changes = changesIn(heard, await this.known(transaction, heard));
      if (changes.length > 0) {
        const before = await this.recorder.before(transaction, changes);
        await this.describe(transaction, changes);
        await this.recorder.record(transaction, changes, before);
      }
      await this.documents.keep(transaction, heard);
      await this.touch(transaction, heard);
      await this.standing.follow(transaction, heard);
    });
    await written.catch((error: unknown) => {
      this.index.forget();
      throw error;
    });
  }

  private async known(
    transaction: Database,
    heard: readonly HeardAnnouncement[],
  ): Promise<ReadonlyMap<string, KnownProduct>> {
    const ids = [...new Set(heard.map(({ announcement }) => announcement.product.id))];
    const rows = await transaction.query<{ id: string; hash: string; seen: Date | string }>(
      `SELECT id, description_hash AS hash, last_seen AS seen FROM catalog.product WHERE id = ANY ($1::text[])`,
      [ids],
    );
    return new Map(rows.map(({ id, hash, seen }) => [id, { hash, describedAt: new Date(seen) }]));
  }

  private async describe(transaction: Database, changes: readonly ProductChange[]): Promise<void> {
    const latest = lastOfEach(changes, ({ product }) => product.id);
    // One JSON text costs far less to write and to read than arrays whose every text is escaped.
    await transaction.query(
      `INSERT INTO catalog.product (id, domain, description, description_hash, first_seen, last_seen)
       SELECT id, domain, description, hash, heard, heard
       FROM json_to_recordset($1::json)
         AS change (id text, domain text, description json, hash text, heard timestamptz)
       ON CONFLICT (id) DO UPDATE SET domain = excluded.domain, description = excluded.description,
         description_hash = excluded.description_hash, last_seen = excluded.last_seen`,
      [`[${latest.map(jsonOf)}]`],
    );
    await transaction.query(
      `INSERT INTO catalog.seen_version (product_id, description_hash, version, first_seen)
       SELECT id, hash, version, heard
       FROM json_to_recordset($1::json) AS seen (id text, hash text, version text, heard timestamptz)
       ON CONFLICT DO NOTHING`,
      [
        JSON.stringify(
          changes.map(({ product: { id, version }, hash, heardAt }) => ({ id, version, hash, heard: heardAt })),
        ),
      ],
    );
    await this.index.write(
      transaction,
      latest.map(({ product }) => product),
    );
  }

  private async touch(transaction: Database, heard: readonly HeardAnnouncement[]): Promise<void> {
    const latest = lastOfEach(heard, ({ announcement: { product, instance } }) => `${product.id} ${instance}`);
    await transaction.query(
      `INSERT INTO catalog.instance (product_id, instance, address, last_seen, stopped)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::boolean[])
       ON CONFLICT (product_id, instance) DO UPDATE
         SET address = excluded.address, last_seen = excluded.last_seen, stopped = excluded.stopped
         WHERE catalog.instance.last_seen <= excluded.last_seen`,
      [
        latest.map(({ announcement }) => announcement.product.id),
        latest.map(({ announcement }) => announcement.instance),
        latest.map(({ announcement }) => announcement.address),
        latest.map(({ heardAt }) => heardAt),
        latest.map(({ announcement }) => announcement.state === 'stopped'),
      ],
    );
    const comings = latest.filter(({ announcement }) => announcement.state !== 'alive');
    if (comings.length === 0) return;
    await transaction.query(
      `DELETE FROM catalog.instance USING unnest($1::text[], $2::timestamptz[]) AS heard (id, at)
       WHERE product_id = heard.id AND last_seen < heard.at - $3::interval`,
      [
        comings.map(({ announcement }) => announcement.product.id),
        comings.map(({ heardAt }) => heardAt),
        FORGET_INSTANCES_AFTER,
      ],
    );
  }
}

/** The description goes in as it is: it is JSON already. */
function jsonOf({ product: { id, domain }, json, hash, heardAt }: ProductChange): string {
  const others = JSON.stringify({ id, domain, hash, heard: heardAt });
  return `${others.slice(0, -1)},"description":${json}}`;
}
