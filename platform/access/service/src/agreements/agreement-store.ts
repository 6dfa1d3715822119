import { AGREED_TOPIC, type AgreementStatus } from '@mesh/access';
import { migrate, type Database } from '@mesh/database';
import { Outbox, type EventLog } from '@mesh/events';
import { agreedAccessOf, AGREEMENT_COLUMNS, agreementOf, statusColumnAt, type AgreementRow } from './agreement-rows.js';
import { AGREEMENT_MIGRATIONS } from './agreement.migrations.js';
import type { Agreement } from './agreement.js';
import type { AgreementQuery } from './agreement-query.js';
import type { AskedAccess } from './access-request.js';

/** A new agreement: what is asked, of whose product, by whom. */
export interface NewAgreement extends AskedAccess {
  readonly id: string;
  readonly domain: string;
  readonly consumer: string;
}

/** A step to be written: what becomes of the agreement, by whom, when and why. */
export interface AgreementStepTaken {
  readonly status: AgreementStatus;
  readonly by: string;
  readonly at: Date;
  readonly reason: string;
  /** As before unless it is given. */
  readonly reveals?: readonly 'phi'[];
}

/** Whose agreements somebody may see: their own, those of the domains they own; an auditor sees all. */
export interface Viewer {
  readonly id: string;
  readonly domains: readonly string[];
  readonly seesAll: boolean;
}

/** A page of agreements, the newest first; `nextCursor` begins what follows, absent on the last page. */
export interface AgreementPage {
  readonly agreements: readonly Agreement[];
  readonly nextCursor?: string;
}

const DEFAULT_LIMIT = 50;
/** Requests that one consumer may have open at a time. */
export const MOST_OPEN = 100;
/** Requests that one consumer may make in a day, whatever became of them: each leaves rows and an event behind. */
export const MOST_A_DAY = 200;
const DAY_MS = 86_400_000;
/** In whose name requests end that nobody answered in time. */
const BY_TIME = 'urn:mesh:service:control-plane';

/** Agreements in PostgreSQL; each change and the event that tells it are one transaction. */
export class AgreementStore {
  private readonly outbox: Outbox;

  constructor(
    private readonly database: Database,
    log: EventLog,
  ) {
    this.outbox = new Outbox(database, log, 'agreements.outbox');
  }

  /** Creates or upgrades the tables and tells what a crash left untold. */
  async open(): Promise<void> {
    await migrate(this.database, 'agreements', AGREEMENT_MIGRATIONS);
    void this.outbox.deliver();
  }

  close(): Promise<void> {
    return this.outbox.close();
  }

  /** Writes a request; gives the open one instead when the consumer has asked for the same already, or `full`, or how long to wait. */
  async add(
    asked: NewAgreement,
    now: Date,
  ): Promise<{ readonly added: Agreement } | { readonly open: string } | { readonly waitMs: number } | 'full'> {
    const { id, product, domain, port, consumer, purpose, from, until, reason } = asked;
    const outcome = await this.database.transaction(async (transaction) => {
      // Those that one consumer sends at the same moment are counted one after the other.
      await transaction.query(`SELECT pg_advisory_xact_lock(hashtextextended('agreements of ' || $1, 0))`, [consumer]);
      await this.endLapsed(transaction, asked, now);
      const excess = await this.excess(transaction, consumer, now);
      if (excess !== undefined) return excess;
      const made = await transaction.query(
        `INSERT INTO agreements.agreement (id, version, status, product, domain, port, consumer, purpose, from_at, until_at)
         VALUES ($1, 1, 'requested', $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (consumer, product, port, purpose) WHERE status = 'requested' DO NOTHING RETURNING id`,
        [id, product, domain, port, consumer, purpose, from.toISOString(), until.toISOString()],
      );
      if (made.length === 0) {
        const [known] = await transaction.query<{ id: string }>(
          `SELECT id FROM agreements.agreement
           WHERE consumer = $1 AND product = $2 AND port = $3 AND purpose = $4 AND status = 'requested'`,
          [consumer, product, port, purpose],
        );
        return { open: known?.id ?? '' };
      }
      return { added: await this.record(transaction, id, { status: 'requested', by: consumer, at: now, reason }) };
    });
    void this.outbox.deliver();
    return outcome;
  }

  /** Writes a step if the agreement still stands as it was read; undefined when it does not. */
  async take({ id, version }: Agreement, step: AgreementStepTaken): Promise<Agreement | undefined> {
    const taken = await this.database.transaction(async (transaction) => {
      const moved = await this.move(transaction, { id, version }, step);
      return moved ? this.record(transaction, id, step) : undefined;
    });
    void this.outbox.deliver();
    return taken;
  }

  /** One agreement as it stands at a time. */
  async find(id: string, now: Date): Promise<Agreement | undefined> {
    const [row] = await this.rows(this.database, 'a.id = $1', [id]);
    return row && agreementOf(row, now);
  }

  /** Agreements that the viewer may see. */
  async list(query: AgreementQuery, { id, domains, seesAll }: Viewer, now: Date): Promise<AgreementPage> {
    const { role, status, product, cursor, limit = DEFAULT_LIMIT } = query;
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const asked = () => `a.consumer = ${bind(id)}`;
    const owned = () => `a.domain = ANY(${bind(domains)}::text[])`;
    const conditions = [
      role === 'asked' ? asked() : role === 'owned' ? owned() : seesAll ? 'true' : `(${asked()} OR ${owned()})`,
    ];
    if (product !== undefined) conditions.push(`a.product = ${bind(product)}`);
    if (status !== undefined) conditions.push(`${statusColumnAt(bind(now.toISOString()))} = ${bind(status)}`);
    if (cursor !== undefined) conditions.push(`a.id < ${bind(cursor)}`);
    const rows = await this.rows(
      this.database,
      `${conditions.join(' AND ')} ORDER BY a.id DESC LIMIT ${bind(limit + 1)}`,
      values,
    );
    const agreements = rows.slice(0, limit).map((row) => agreementOf(row, now));
    const last = agreements.at(-1);
    return rows.length > limit && last !== undefined ? { agreements, nextCursor: last.id } : { agreements };
  }

  private rows(database: Database, condition: string, values: readonly unknown[]): Promise<readonly AgreementRow[]> {
    return database.query<AgreementRow>(
      `SELECT ${AGREEMENT_COLUMNS} FROM agreements.agreement a WHERE ${condition}`,
      values,
    );
  }

  /** Whether the consumer has asked for as much as anybody may. */
  private async excess(
    transaction: Database,
    consumer: string,
    now: Date,
  ): Promise<'full' | { readonly waitMs: number } | undefined> {
    const [asked] = await transaction.query<{ open: number; today: number; first: Date | null }>(
      `SELECT count(*) FILTER (WHERE a.status = 'requested') AS open,
         count(*) FILTER (WHERE c.at > $2::timestamptz) AS today, min(c.at) FILTER (WHERE c.at > $2::timestamptz) AS first
       FROM agreements.agreement a LEFT JOIN agreements.change c ON c.agreement_id = a.id AND c.version = 1
       WHERE a.consumer = $1`,
      [consumer, new Date(now.getTime() - DAY_MS).toISOString()],
    );
    if (Number(asked?.open) >= MOST_OPEN) return 'full';
    if (Number(asked?.today) < MOST_A_DAY) return undefined;
    return { waitMs: new Date(asked?.first ?? now).getTime() + DAY_MS - now.getTime() };
  }

  /** Ends a request for the same that nobody answered before its time was over: it does not stand in the way of a new one. */
  private async endLapsed(transaction: Database, asked: NewAgreement, now: Date): Promise<void> {
    const { consumer, product, port, purpose } = asked;
    const [lapsed] = await transaction.query<{ id: string; version: number }>(
      `SELECT id, version FROM agreements.agreement WHERE consumer = $1 AND product = $2 AND port = $3 AND purpose = $4
         AND status = 'requested' AND until_at <= $5::timestamptz FOR UPDATE`,
      [consumer, product, port, purpose, now.toISOString()],
    );
    if (lapsed === undefined) return;
    const step: AgreementStepTaken = { status: 'expired', by: BY_TIME, at: now, reason: 'Not answered in time' };
    await this.move(transaction, lapsed, step);
    await this.record(transaction, lapsed.id, step);
  }

  private async move(
    transaction: Database,
    { id, version }: { readonly id: string; readonly version: number },
    { status, reveals }: AgreementStepTaken,
  ): Promise<boolean> {
    const moved = await transaction.query(
      `UPDATE agreements.agreement SET version = version + 1, status = $3, reveals = coalesce($4::text[], reveals)
       WHERE id = $1 AND version = $2 RETURNING id`,
      [id, version, status, reveals ?? null],
    );
    return moved.length > 0;
  }

  /** Remembers a step and puts the event that tells it. */
  private async record(transaction: Database, id: string, step: AgreementStepTaken): Promise<Agreement> {
    const { status, by, at, reason } = step;
    await transaction.query(
      `INSERT INTO agreements.change (agreement_id, version, status, by_whom, at, reason)
       SELECT id, version, $2, $3, $4, $5 FROM agreements.agreement WHERE id = $1`,
      [id, status, by, at.toISOString(), reason],
    );
    const [row] = await this.rows(transaction, 'a.id = $1', [id]);
    const agreement = agreementOf(row as AgreementRow, at);
    const data = agreedAccessOf(agreement);
    await this.outbox.put(transaction, AGREED_TOPIC, {
      id: `${id}:${data.version}`,
      source: 'urn:mesh:service:control-plane',
      type: AGREED_TOPIC,
      time: data.at,
      key: id,
      data,
    });
    return agreement;
  }
}
