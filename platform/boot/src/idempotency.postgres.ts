import { createHash } from 'node:crypto';
import type { Database, Migration } from '@mesh/database';
import { MeshError } from '@mesh/product';
import {
  RuntimeErrors,
  type Claim,
  type ForgottenPerson,
  type IdempotencyStore,
  type PersonalStore,
  type PersonalTexts,
} from '@mesh/runtime';
import { UNSEALED, type DocumentSealing } from './document-sealing.js';

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

/**
 * Answers by `Idempotency-Key` in PostgreSQL; a claim is a row with a lease. Throws RUNTIME.IDEMPOTENCY_UNAVAILABLE. No
 * person stands in it, not even behind the fingerprint: that is of the sealed document.
 */
export class PostgresIdempotencyStore implements IdempotencyStore, PersonalStore {
  readonly name = 'answers';
  private readonly sweeper: NodeJS.Timeout;

  constructor(
    private readonly database: Database,
    private readonly sealing: DocumentSealing = UNSEALED,
  ) {
    this.sweeper = setInterval(() => void this.sweep().catch(() => undefined), SWEEP_MS).unref();
  }

  async claim(
    key: string,
    document: string,
    { requestId, personal }: { readonly requestId: string; readonly personal: PersonalTexts },
  ): Promise<Claim> {
    const fingerprint = createHash('sha256')
      .update(await ofTheStore(this.sealing.seal(document, personal)))
      .digest('hex');
    const inserted = await this.query(
      `INSERT INTO runtime.answers (key, fingerprint, request_id, claimed_until, expires_at)
       VALUES ($1, $2, $3, now() + make_interval(secs => $4), now() + make_interval(hours => $5))
       ON CONFLICT (key) DO NOTHING RETURNING key`,
      [key, fingerprint, requestId, CLAIM_SECONDS, KEEP_HOURS],
    );
    if (inserted.length > 0) return { state: 'mine', requestId };
    const claim = await this.repeat(key, fingerprint);
    if (claim.state !== 'answered') return claim;
    return { state: 'answered', body: await ofTheStore(this.sealing.reveal(claim.body, personal)) };
  }

  async answer(key: string, body: string, personal: PersonalTexts): Promise<void> {
    const sealed = await ofTheStore(this.sealing.seal(body, personal));
    await this.query(`UPDATE runtime.answers SET body = $2 WHERE key = $1`, [key, sealed]);
  }

  /** Answers about somebody who is forgotten go at once; all others a day after they were given. */
  async erase({ token }: ForgottenPerson): Promise<number> {
    const gone = await this.query(`DELETE FROM runtime.answers WHERE position($1 IN body) > 0 RETURNING key`, [token]);
    return gone.length;
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

  private query<Found extends object>(text: string, values: readonly unknown[]): Promise<readonly Found[]> {
    return ofTheStore(this.database.query<Found>(text, values));
  }

  private async sweep(): Promise<void> {
    await this.database.query(`DELETE FROM runtime.answers WHERE expires_at < now()`);
  }
}

async function ofTheStore<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    const isAway = cause instanceof MeshError && cause.retryable;
    throw isAway ? RuntimeErrors.IDEMPOTENCY_UNAVAILABLE({}, { cause }) : cause;
  }
}
