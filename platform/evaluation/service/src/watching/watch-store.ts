import type { Database } from '@mesh/database';
import type { Announcement } from '@mesh/events';

import type { WatchedModel } from './watched-model.js';

const MOST_MODELS = 1_000;
const COLUMNS = 'id, model, product, features, watch';

/** The watched models of PostgreSQL. */
export class WatchStore {
  constructor(private readonly database: Database) {}

  /** Keeps what announcements say of watches; says whether anything is new. */
  async remember(announcements: readonly Announcement[]): Promise<boolean> {
    const watches = new Map(
      announcements
        .filter(({ state }) => state !== 'stopped')
        .flatMap(({ product }) =>
          product.models.flatMap(({ name, features, watch }) =>
            watch === undefined ? [] : [[name, { product: product.id, features, watch }] as const],
          ),
        ),
    );
    let isNew = false;
    for (const [model, { product, features, watch }] of watches) {
      const changed = await this.database.query(
        `INSERT INTO evaluation.model AS m (model, product, features, watch) VALUES ($1, $2, $3, $4)
         ON CONFLICT (model) DO UPDATE SET product = excluded.product, features = excluded.features, watch = excluded.watch
         WHERE (m.product, m.features, m.watch) IS DISTINCT FROM (excluded.product, excluded.features, excluded.watch)
         RETURNING 1`,
        [model, product, features, JSON.stringify(watch)],
      );
      isNew ||= changed.length > 0;
    }
    return isNew;
  }

  all(): Promise<readonly WatchedModel[]> {
    return this.database.query<WatchedModel>(
      `SELECT ${COLUMNS} FROM evaluation.model ORDER BY model LIMIT ${MOST_MODELS}`,
    );
  }

  async named(model: string): Promise<WatchedModel | undefined> {
    const [row] = await this.database.query<WatchedModel>(`SELECT ${COLUMNS} FROM evaluation.model WHERE model = $1`, [
      model,
    ]);
    return row;
  }
}
