import { Injectable } from '@nestjs/common';

import type { Database } from '@mesh/database';

import type { ProductChange } from '../heard-announcements.js';

/** Remembers which fields of which products stand for a term of the glossary. */
@Injectable()
export class TermStore {
  /** Each product once, as it is now. */
  async write(transaction: Database, latest: readonly ProductChange[]): Promise<void> {
    await transaction.query(`DELETE FROM catalog.term_use WHERE product_id = ANY ($1::text[])`, [
      latest.map(({ product }) => product.id),
    ]);
    const uses = latest.flatMap(({ product, heardAt }) =>
      (product.terms ?? []).map((term) => {
        const fields = product.ports.flatMap((port) =>
          [...port.fields, ...(port.answers ?? [])]
            .filter((field) => field.term === term.id)
            .map(({ name }) => ({ port: port.name, field: name })),
        );
        const each = new Map(fields.map((place) => [`${place.port} ${place.field}`, place]));
        return [term.id, product.id, JSON.stringify(term), JSON.stringify([...each.values()]), heardAt] as const;
      }),
    );
    if (uses.length === 0) return;
    await transaction.query(
      `INSERT INTO catalog.term_use (term, product_id, definition, fields, described_at)
       SELECT * FROM unnest($1::text[], $2::text[], $3::jsonb[], $4::jsonb[], $5::timestamptz[]) ON CONFLICT DO NOTHING`,
      [0, 1, 2, 3, 4].map((column) => uses.map((use) => use[column])),
    );
  }
}
