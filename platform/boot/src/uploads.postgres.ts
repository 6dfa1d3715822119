import { createHash } from 'node:crypto';
import type { Database, Migration } from '@mesh/database';
import { IngestErrors, type UploadTerms } from '@mesh/ingest';
import { MeshError } from '@mesh/product';
import type { ForgottenPerson, PersonalStore, Upload, UploadKey, UploadProgress, UploadStore } from '@mesh/runtime';
import { UNSEALED, type DocumentSealing } from './document-sealing.js';

const KEEP_DAYS = 7;
const SWEEP_MS = 3_600_000;
const MOST_OPEN = 1_000;

export const UPLOAD_MIGRATIONS: readonly Migration[] = [
  {
    name: '0001-uploads',
    sql: `CREATE TABLE ingest.uploads (
      port text NOT NULL,
      caller text NOT NULL,
      upload text NOT NULL,
      fingerprint text NOT NULL,
      -- Not jsonb: names of columns are the sender's, and may have a NUL in them.
      terms json NOT NULL,
      progress json NOT NULL,
      complete boolean NOT NULL DEFAULT false,
      attempt bigint NOT NULL DEFAULT 0,
      touched_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (port, caller, upload)
    );
    CREATE INDEX uploads_by_touch ON ingest.uploads (touched_at);`,
  },
];

interface Row {
  readonly fingerprint: string;
  readonly terms: UploadTerms;
  readonly progress: UploadProgress;
  readonly attempt: string | number;
}

type Begun = Pick<Row, 'fingerprint' | 'progress'>;

/** What is left of the terms of a complete upload: nobody reads on. */
const FORGOTTEN = '{"format":"csv"}';
const AT_KEY = 'port = $1 AND caller = $2 AND upload = $3';

/**
 * Uploads in PostgreSQL, a row each. No person stands in the values that their terms give, nor behind the fingerprint, which
 * is of the sealed terms; what the terms of a complete upload said is forgotten.
 */
export class PostgresUploadStore implements UploadStore, PersonalStore {
  readonly name = 'uploads';
  private readonly sweeper: NodeJS.Timeout;

  constructor(
    private readonly database: Database,
    private readonly sealing: DocumentSealing = UNSEALED,
  ) {
    this.sweeper = setInterval(() => void this.sweep().catch(() => undefined), SWEEP_MS).unref();
  }

  async begin(key: UploadKey, terms: UploadTerms, progress: UploadProgress): Promise<UploadProgress> {
    const sealed = await this.sealed(terms, key);
    const fingerprint = fingerprintOf(sealed);
    const values = [...placeOf(key), fingerprint, JSON.stringify(sealed), JSON.stringify(progress), MOST_OPEN];
    const [begun] = await this.query<Begun>(
      `INSERT INTO ingest.uploads (port, caller, upload, fingerprint, terms, progress)
       SELECT $1, $2, $3, $4, $5, $6
       WHERE (SELECT count(*) FROM ingest.uploads WHERE port = $1 AND caller = $2 AND NOT complete) < $7
       ON CONFLICT (port, caller, upload) DO NOTHING RETURNING fingerprint, progress`,
      values,
    );
    if (begun !== undefined) return begun.progress;
    const known = await this.row<Begun>(`SELECT fingerprint, progress FROM ingest.uploads WHERE ${AT_KEY}`, key);
    if (known === undefined) throw IngestErrors.TOO_MANY_UPLOADS();
    if (known.fingerprint !== fingerprint) throw IngestErrors.UPLOAD_DIFFERENT();
    return known.progress;
  }

  async find(key: UploadKey): Promise<UploadProgress | undefined> {
    const row = await this.row<Begun>(`SELECT progress FROM ingest.uploads WHERE ${AT_KEY}`, key);
    return row?.progress;
  }

  async take(key: UploadKey): Promise<Upload | undefined> {
    const row = await this.row<Row>(
      `UPDATE ingest.uploads SET attempt = attempt + 1, touched_at = now() WHERE ${AT_KEY}
       RETURNING terms, progress, attempt`,
      key,
    );
    if (row === undefined) return undefined;
    return { terms: await this.revealed(row.terms, key), progress: row.progress, attempt: Number(row.attempt) };
  }

  async save(key: UploadKey, attempt: number, progress: UploadProgress): Promise<void> {
    const saved = await this.query(
      `UPDATE ingest.uploads
       SET progress = $5, complete = $6, touched_at = now(), terms = CASE WHEN $6 THEN '${FORGOTTEN}'::json ELSE terms END
       WHERE ${AT_KEY} AND attempt = $4 RETURNING 1`,
      [...placeOf(key), attempt, JSON.stringify(keptOf(progress)), progress.complete],
    );
    if (saved.length === 0) throw IngestErrors.UPLOAD_TAKEN_OVER();
  }

  /** Uploads whose terms name somebody who is forgotten end where they are. */
  async erase({ token }: ForgottenPerson): Promise<number> {
    const gone = await this.query(`DELETE FROM ingest.uploads WHERE position($1 IN terms::text) > 0 RETURNING upload`, [
      token,
    ]);
    return gone.length;
  }

  close(): void {
    clearInterval(this.sweeper);
  }

  private async sealed(terms: UploadTerms, { personal }: UploadKey): Promise<UploadTerms> {
    if (terms.defaults === undefined) return terms;
    return {
      ...terms,
      defaults: defaultsIn(await ofTheStore(this.sealing.seal(JSON.stringify(terms.defaults), personal))),
    };
  }

  private async revealed(terms: UploadTerms, { personal }: UploadKey): Promise<UploadTerms> {
    if (terms.defaults === undefined) return terms;
    return {
      ...terms,
      defaults: defaultsIn(await ofTheStore(this.sealing.reveal(JSON.stringify(terms.defaults), personal))),
    };
  }

  private async row<Found extends object>(text: string, key: UploadKey): Promise<Found | undefined> {
    const [found] = await this.query<Found>(text, placeOf(key));
    return found;
  }

  private query<Found extends object>(text: string, values: readonly unknown[]): Promise<readonly Found[]> {
    return ofTheStore(this.database.query<Found>(text, values));
  }

  private async sweep(): Promise<void> {
    await this.database.query(`DELETE FROM ingest.uploads WHERE touched_at < now() - make_interval(days => $1)`, [
      KEEP_DAYS,
    ]);
  }
}

const placeOf = ({ port, caller, upload }: UploadKey): readonly string[] => [port, caller, upload];

const defaultsIn = (json: string) => JSON.parse(json) as NonNullable<UploadTerms['defaults']>;

/** A complete upload is never read on: its columns are of no use. */
function keptOf(progress: UploadProgress): UploadProgress {
  if (!progress.complete) return progress;
  const { header: _, ...kept } = progress;
  return kept;
}

/** The same for terms that say the same in another order. */
const fingerprintOf = (terms: UploadTerms): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(terms)))
    .digest('hex');

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}

async function ofTheStore<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    const isAway = cause instanceof MeshError && cause.retryable;
    throw isAway ? IngestErrors.UPLOADS_UNAVAILABLE({}, { cause }) : cause;
  }
}
