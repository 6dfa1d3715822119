import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import type { LineageEvent } from './event-check.js';
import type { eventsQuery } from './lineage-query.js';

/** A namespace in Marquez's shape. */
export interface Namespace {
  readonly name: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly ownerName: string;
  readonly description: string | null;
  readonly isHidden: boolean;
}

/** Lists what was received. */
@Injectable()
export class EventReader {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Events with `after <= eventTime < before`, exactly as they came. */
  async events(
    query: ReturnType<typeof eventsQuery>,
  ): Promise<{ events: readonly LineageEvent[]; totalCount: number }> {
    const between = [query.after.toISOString(), query.before.toISOString()];
    const direction = query.sortDirection === 'asc' ? 'ASC' : 'DESC';
    const rows = await this.database.query<{ body: LineageEvent }>(
      `SELECT body FROM lineage.event WHERE event_time >= $1 AND event_time < $2
       ORDER BY event_time ${direction}, hash ${direction} LIMIT $3 OFFSET $4`,
      [...between, query.limit, query.offset],
    );
    const [total] = await this.database.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM lineage.event WHERE event_time >= $1 AND event_time < $2',
      between,
    );
    return { events: rows.map(({ body }) => body), totalCount: total?.count ?? 0 };
  }

  async namespaces(): Promise<{ namespaces: readonly Namespace[] }> {
    const rows = await this.database.query<{ namespace: string; first_at: Date | string; last_at: Date | string }>(
      `SELECT namespace, min(first_at) AS first_at, max(last_at) AS last_at FROM lineage.node GROUP BY namespace ORDER BY namespace LIMIT 1000`,
    );
    return {
      namespaces: rows.map((row) => ({
        name: row.namespace,
        createdAt: new Date(row.first_at).toISOString(),
        updatedAt: new Date(row.last_at).toISOString(),
        ownerName: 'anonymous',
        description: null,
        isHidden: false,
      })),
    };
  }
}
