import { Injectable } from '@nestjs/common';

import type { Database } from '@mesh/database';

import type { DescribedBefore } from '../changes/description-recorder.js';
import type { ProductChange } from '../heard-announcements.js';

/** Remembers which fields of which products stand for a term of the glossary. */
@Injectable()
export class TermStore {
  /** Each product once, as it is now; `before` knows those that were there already. */
  async write(
    transaction: Database,
    latest: readonly ProductChange[],
    before: ReadonlyMap<string, DescribedBefore>,
  ): Promise<void> {
    const gone = latest.flatMap(({ product: { id } }) =>
      (before.get(id)?.description.terms ?? []).map((term) => ({ term: term.id, product: id })),
    );
    if (gone.length > 0)
      await transaction.query(
        `DELETE FROM catalog.term_use USING json_to_recordset($1::json) AS gone (term text, product text)
         WHERE term_use.term = gone.term AND product_id = product`,
        [JSON.stringify(gone)],
      );
    // Products share their definitions: each is read by the database once.
    const definitions = new Map<string, number>();
    const uses = latest.flatMap(({ product, heardAt }) =>
      (product.terms ?? []).map((term) => {
        const fields = product.ports.flatMap((port) =>
          [...port.fields, ...(port.answers ?? [])]
            .filter((field) => field.term === term.id)
            .map(({ name }) => ({ port: port.name, field: name })),
        );
        const each = new Map(fields.map((place) => [`${place.port} ${place.field}`, place]));
        const text = JSON.stringify(term);
        const definition = definitions.get(text) ?? definitions.size + 1;
        definitions.set(text, definition);
        return { term: term.id, product: product.id, definition, fields: [...each.values()], heard: heardAt };
      }),
    );
    if (uses.length === 0) return;
    await transaction.query(
      `INSERT INTO catalog.term_use (term, product_id, definition, fields, described_at)
       SELECT term, product, said.definition, fields, heard
       FROM json_to_recordset($1::json)
           AS one (term text, product text, definition integer, fields jsonb, heard timestamptz)
         JOIN unnest($2::jsonb[]) WITH ORDINALITY AS said (definition, place) ON place = one.definition
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(uses), [...definitions.keys()]],
    );
  }
}
