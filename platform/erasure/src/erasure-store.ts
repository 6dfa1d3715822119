import { ERASED_TOPIC, type Erased, type ErasedFrom, type ErasureReport } from '@mesh/access';
import { migrate, type Database } from '@mesh/database';
import { Outbox, type EventLog } from '@mesh/events';
import { ERASURE_MIGRATIONS } from './erasure.migrations.js';
import { erasurePath, type Erasure, type ErasurePage } from './erasure.js';
import type { ErasureQuery } from './erasure-request.js';

/** An erasure that begins; the tokens of the person come from `retire`, within the transaction that keeps it. */
export interface NewErasure {
  readonly id: string;
  readonly requestedBy: string;
  readonly at: Date;
  readonly reason: string;
  readonly domains: readonly string[];
}

/** Whose erasures somebody may see: those of domains they own, or all. */
export interface ErasureViewer {
  readonly domains: readonly string[];
  readonly seesAll: boolean;
}

interface ErasureRow {
  readonly id: string;
  readonly status: Erasure['status'];
  readonly requested_by: string;
  readonly requested_at: Date;
  readonly erased_at: Date | null;
  readonly reason: string;
  readonly parts: readonly { domain: string; clearedAt: string | null; stores: readonly ErasedFrom[] }[] | null;
}

const COLUMNS = `e.*, (
  SELECT json_agg(json_build_object('domain', p.domain, 'clearedAt', p.cleared_at, 'stores', p.stores) ORDER BY p.domain)
  FROM erasures.part p WHERE p.erasure_id = e.id) AS parts`;
/** Erasures that may run at a time. */
export const MOST_RUNNING = 10_000;

/** Erasures in PostgreSQL; that somebody is retired, the erasure, and the event that tells it are one transaction. */
export class ErasureStore {
  private readonly outbox: Outbox;

  constructor(
    private readonly database: Database,
    log: EventLog,
  ) {
    this.outbox = new Outbox(database, log, 'erasures.outbox');
  }

  /** Creates or upgrades the tables and tells what a crash left untold. */
  async open(): Promise<void> {
    await migrate(this.database, 'erasures', ERASURE_MIGRATIONS);
    void this.outbox.deliver();
  }

  close(): Promise<void> {
    return this.outbox.close();
  }

  /** Writes an erasure unless too many run; where nobody keeps persons it is over at once. */
  async add(
    { id, requestedBy, at, reason, domains }: NewErasure,
    retire: (transaction: Database, domain: string) => Promise<string>,
  ): Promise<'full' | 'added'> {
    const added = await this.database.transaction(async (transaction) => {
      const [running] = await transaction.query<{ count: string | number }>(
        `SELECT count(*) AS count FROM erasures.erasure WHERE status = 'running'`,
      );
      if (Number(running?.count) >= MOST_RUNNING) return 'full' as const;
      const time = at.toISOString();
      const isOver = domains.length === 0;
      await transaction.query(
        `INSERT INTO erasures.erasure (id, status, requested_by, requested_at, erased_at, reason) VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, isOver ? 'erased' : 'running', requestedBy, time, isOver ? time : null, reason],
      );
      if (isOver) return 'added' as const;
      const persons: { domain: string; token: string }[] = [];
      for (const domain of domains) {
        const token = await retire(transaction, domain);
        persons.push({ domain, token });
        await transaction.query('INSERT INTO erasures.part (erasure_id, domain, token) VALUES ($1, $2, $3)', [
          id,
          domain,
          token,
        ]);
      }
      const data: Erased = { id, persons, at: time };
      const source = 'urn:mesh:service:control-plane';
      await this.outbox.put(transaction, ERASED_TOPIC, { id, source, type: ERASED_TOPIC, time, key: id, data });
      return 'added' as const;
    });
    void this.outbox.deliver();
    return added;
  }

  /** One erasure, if the viewer may see it. */
  async find(id: string, viewer: ErasureViewer): Promise<Erasure | undefined> {
    const [row] = await this.rows(`e.id = $1 AND ${mayBeSeen('$2', '$3')}`, [id, viewer.seesAll, viewer.domains]);
    return row && erasureOf(row);
  }

  async list({ status, limit, cursor }: ErasureQuery, viewer: ErasureViewer): Promise<ErasurePage> {
    const rows = await this.rows(
      `${mayBeSeen('$1', '$2')} AND ($3::text IS NULL OR e.status = $3) AND ($4::text IS NULL OR e.id < $4)
       ORDER BY e.id DESC LIMIT $5`,
      [viewer.seesAll, viewer.domains, status ?? null, cursor ?? null, limit + 1],
    );
    const erasures = rows.slice(0, limit).map(erasureOf);
    const last = erasures.at(-1);
    return rows.length > limit && last !== undefined ? { erasures, nextCursor: last.id } : { erasures };
  }

  /** Writes down what a domain told; the first word counts. */
  async cleared({ id, domain, stores, at }: ErasureReport): Promise<void> {
    await this.database.query(
      `UPDATE erasures.part SET cleared_at = $3, stores = $4::jsonb WHERE erasure_id = $1 AND domain = $2 AND cleared_at IS NULL`,
      [id, domain, at, JSON.stringify(stores)],
    );
  }

  /** The tokens of erasures that every domain has cleared and that are not over; by id. */
  async ripe(ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await this.database.query<{ id: string; tokens: readonly string[] }>(
      `SELECT e.id, array_agg(p.token) AS tokens FROM erasures.erasure e JOIN erasures.part p ON p.erasure_id = e.id
       WHERE e.status = 'running' AND e.id = ANY($1::text[]) GROUP BY e.id HAVING bool_and(p.cleared_at IS NOT NULL)`,
      [ids],
    );
    return new Map(rows.map(({ id, tokens }) => [id, tokens]));
  }

  async erased(ids: readonly string[], at: Date): Promise<void> {
    await this.database.query(
      `UPDATE erasures.erasure SET status = 'erased', erased_at = $2 WHERE id = ANY($1::text[]) AND status = 'running'`,
      [ids, at.toISOString()],
    );
  }

  private rows(condition: string, values: readonly unknown[]): Promise<readonly ErasureRow[]> {
    return this.database.query<ErasureRow>(`SELECT ${COLUMNS} FROM erasures.erasure e WHERE ${condition}`, values);
  }
}

const mayBeSeen = (seesAll: string, domains: string): string =>
  `(${seesAll}::boolean OR EXISTS (SELECT FROM erasures.part p WHERE p.erasure_id = e.id AND p.domain = ANY(${domains}::text[])))`;

function erasureOf(row: ErasureRow): Erasure {
  const { id, status, requested_by: requestedBy, requested_at: requestedAt, erased_at: erasedAt, reason, parts } = row;
  return {
    id,
    status,
    requestedBy,
    requestedAt: requestedAt.toISOString(),
    ...(erasedAt !== null && { erasedAt: erasedAt.toISOString() }),
    reason,
    parts: (parts ?? []).map(({ domain, clearedAt, stores }) => ({
      domain,
      status: clearedAt === null ? 'waiting' : 'cleared',
      ...(clearedAt !== null && { clearedAt: new Date(clearedAt).toISOString() }),
      stores,
    })),
    links: { self: erasurePath(id) },
  };
}
