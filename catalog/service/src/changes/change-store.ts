import { Injectable } from '@nestjs/common';

import type { Database } from '@mesh/database';

import type { NewChange } from './change.js';

/** Adds to the history of products, in the transaction that makes the change; nothing is ever taken out of it. */
@Injectable()
export class ChangeStore {
  async add(transaction: Database, changes: readonly NewChange[]): Promise<void> {
    if (changes.length === 0) return;
    await transaction.query(
      `INSERT INTO catalog.change (product_id, version, kind, at, detail)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::jsonb[])`,
      [
        changes.map(({ product }) => product),
        changes.map(({ version }) => version),
        changes.map(({ kind }) => kind),
        changes.map(({ at }) => at),
        changes.map(({ detail }) => JSON.stringify(detail)),
      ],
    );
  }
}
