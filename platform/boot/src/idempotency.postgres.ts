import type { Database, Migration } from '@mesh/database';
import { MeshError } from '@mesh/product';
import { RuntimeErrors, type Claim, type IdempotencyStore } from '@mesh/runtime';

const CLAIM_SECONDS = 10;
const KEEP_HOURS = 24;
const SWEEP_MS = 600_000;

export const IDEMPOTENCY_MIGRATIONS: readonly Migration[] = [
  {
    name: '0001-answers',
    sql: `CREATE TABLE runtime.answers (
      key text PRIMARY KEY,
      fingerprint text NOT NULL,
      request_id text NOT NULL,
      body text,
      claimed_until timestamptz NOT NULL,
      expires_at timestamptz NOT NULL
    );
    CREATE INDEX answers_by_expiry ON runtime.answers (expires_at);`,
  },
];

interface Row {
  readonly fingerprint: string;
  readonly request_id: string;
  readonly body: string | null;
}

/** Answers by `Idempotency-Key` in PostgreSQL; a claim is a row with a lease. Throws RUNTIME.IDEMPOTENCY_UNAVAILABLE. */
export class PostgresIdempotencyStore implements IdempotencyStore {
  private readonly sweeper: NodeJS.Timeout;

  constructor(private readonly database: Database) {
    this.sweeper = setInterval(() => void this.sweep().catch(() => undefined), SWEEP_MS).unref();
  }

  async claim(key: string, fingerprint: string, requestId: string): Promise<Claim> {
    const inserted = await this.query(
      `INSERT INTO runtime.answers (key, fingerprint, request_id, claimed_until, expires_at)
       VALUES ($1, $2, $3, now() + make_interval(secs => $4), now() + make_interval(hours => $5))
       ON CONFLICT (key) DO NOTHING RETURNING key`,
      [key, fingerprint, requestId, CLAIM_SECONDS, KEEP_HOURS],
    );
    if (inserted.length > 0) return { state: 'mine', requestId };
    return this.repeat(key, fingerprint);
  }

  async answer(key: string, body: string): Promise<void> {
    await this.query(`UPDATE runtime.answers SET body = $2 WHERE key = $1`, [key, body]);
  }

  async release(key: string): Promise<void> {
    await this.query(`UPDATE runtime.answers SET claimed_until = now() WHERE key = $1 AND body IS NULL`, [key]);
  }

  close(): void {
    clearInterval(this.sweeper);
  }

  /** A claim whose lease has run out belongs to nobody: taking it over keeps the first request's id. */
  private async repeat(key: string, fingerprint: string): Promise<Claim> {
    const taken = await this.query<Row>(
      `UPDATE runtime.answers SET claimed_until = now() + make_interval(secs => $3)
       WHERE key = $1 AND fingerprint = $2 AND body IS NULL AND claimed_until <= now()
       RETURNING fingerprint, request_id, body`,
      [key, fingerprint, CLAIM_SECONDS],
    );
    if (taken[0] !== undefined) return { state: 'mine', requestId: taken[0].request_id };
    const [known] = await this.query<Row>(`SELECT fingerprint, request_id, body FROM runtime.answers WHERE key = $1`, [
      key,
    ]);
    if (known === undefined) return { state: 'busy' };
    if (known.fingerprint !== fingerprint) return { state: 'different' };
    return known.body === null ? { state: 'busy' } : { state: 'answered', body: known.body };
  }

  private async query<Found extends object>(text: string, values: readonly unknown[]): Promise<readonly Found[]> {
    try {
      return await this.database.query<Found>(text, values);
    } catch (cause) {
      const isAway = cause instanceof MeshError && cause.retryable;
      throw isAway ? RuntimeErrors.IDEMPOTENCY_UNAVAILABLE({}, { cause }) : cause;
    }
  }

  private async sweep(): Promise<void> {
    await this.database.query(`DELETE FROM runtime.answers WHERE expires_at < now()`);
  }
}
