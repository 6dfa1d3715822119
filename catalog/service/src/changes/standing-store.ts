import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { CatalogSettings } from '../catalog-options.js';
import { lastOfEach, type HeardAnnouncement } from '../heard-announcements.js';
import { MISSED_BEATS } from '../presence.js';
import { ChangeStore } from './change-store.js';

/** Products that are found away at once; a mesh that ends as a whole is written down bit by bit. */
const MAX_AT_ONCE = 1_000;

/** Knows which products are served, and writes down when that changes. */
@Injectable()
export class StandingStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ChangeStore) private readonly changes: ChangeStore,
    @Inject(CatalogSettings) private readonly settings: CatalogSettings,
  ) {}

  /** To be called once the instances that spoke are written; one that speaks as before changes nothing. */
  async follow(transaction: Database, heard: readonly HeardAnnouncement[]): Promise<void> {
    const last = lastOfEach(heard, ({ announcement }) => announcement.product.id);
    const rows = await transaction.query<{
      id: string;
      up: boolean;
      at: Date | string;
      version: string;
      isNew: boolean;
    }>(
      `WITH heard AS (
         SELECT id, at, version, EXISTS (
           SELECT FROM catalog.instance WHERE product_id = id AND NOT stopped AND last_seen >= at - $4::interval) AS up
         FROM unnest($1::text[], $2::timestamptz[], $3::text[]) AS one (id, at, version)
       ), changed AS (
         INSERT INTO catalog.standing AS known (product_id, up, since)
         SELECT id, heard.up, at FROM heard LEFT JOIN catalog.standing AS before ON product_id = id
         WHERE before.up IS DISTINCT FROM heard.up ORDER BY id
         ON CONFLICT (product_id) DO UPDATE SET up = excluded.up, since = excluded.since
         RETURNING product_id, up, since, xmax = 0 AS "isNew"
       )
       SELECT id, changed.up, changed.since AS at, changed."isNew", version
       FROM changed JOIN heard ON heard.id = changed.product_id`,
      [
        last.map(({ announcement }) => announcement.product.id),
        last.map(({ heardAt }) => heardAt),
        last.map(({ announcement }) => announcement.product.version),
        this.patience(),
      ],
    );
    await this.changes.add(
      transaction,
      rows
        .filter(({ isNew }) => !isNew)
        .map(({ id, up, at, version }) => ({
          product: id,
          version,
          kind: up ? 'came-back' : 'went-away',
          at: new Date(at).toISOString(),
          detail: {},
        })),
    );
  }

  /** Finds those that fell silent without a word. */
  async missBeats(): Promise<void> {
    const now = this.settings.now();
    await this.database.transaction(async (transaction) => {
      const rows = await transaction.query<{ id: string; version: string }>(
        `UPDATE catalog.standing SET up = false, since = $1::timestamptz
         FROM (SELECT product_id, description ->> 'version' AS version
               FROM catalog.standing AS known JOIN catalog.product ON id = product_id
               WHERE up AND NOT EXISTS (
                 SELECT FROM catalog.instance AS one WHERE one.product_id = known.product_id AND NOT stopped
                   AND one.last_seen >= $1::timestamptz - $2::interval)
               ORDER BY product_id LIMIT ${MAX_AT_ONCE} FOR UPDATE OF known SKIP LOCKED) AS silent
         WHERE catalog.standing.product_id = silent.product_id
         RETURNING silent.product_id AS id, silent.version`,
        [now.toISOString(), this.patience()],
      );
      const at = now.toISOString();
      await this.changes.add(
        transaction,
        rows.map(({ id, version }) => ({ product: id, version, kind: 'went-away', at, detail: {} })),
      );
    });
  }

  private patience(): string {
    return `${MISSED_BEATS * this.settings.beatMs} milliseconds`;
  }
}
