import type { Database } from '@mesh/database';
import type { BucketSecrets } from './bucket-secrets.js';
import { byteaArray } from './bytea-array.js';
import { SubjectErrors } from './subject.errors.js';
import { SUBJECTS_LOCK } from './subject.migrations.js';

interface Sealing {
  readonly database: Database;
  readonly secrets: BucketSecrets;
  readonly bucket: number;
  /** Retired tokens whose entries go. */
  readonly without: readonly string[];
}

interface EntryRow {
  readonly token: string;
  readonly generation: number;
  readonly sealed: Buffer;
  readonly has_lookup: boolean;
  readonly has_owner: boolean;
}

const ROWS_AT_ONCE = 1_000;

/**
 * Puts the entries of a bucket under a new key, all but those of the forgotten, in one transaction; returns how many. The
 * old key opens nothing that is in force any more: what pages, write-ahead log and backups still hold goes with it.
 */
export async function sealAnew(
  { database, secrets, bucket, without }: Sealing,
  tellAll: (transaction: Database) => Promise<void>,
): Promise<number> {
  const generation = await generationOf(database, bucket);
  const [old, next] = [await secrets.named({ bucket, generation }), await secrets.next({ bucket, generation })];
  if (old === undefined) throw SubjectErrors.KEYS_MISSING();
  return database.transaction(async (transaction) => {
    await transaction.query('SELECT pg_advisory_xact_lock($1)', [SUBJECTS_LOCK]);
    // Another process was first: its key is in force, and what is left to do is found there.
    if ((await generationOf(transaction, bucket)) !== generation) return 0;
    await tellAll(transaction);
    await transaction.query('DELETE FROM subjects.entries WHERE bucket = $1 AND retired_as = ANY($2::text[])', [
      bucket,
      without,
    ]);
    let count = 0;
    for (let after = ''; ;) {
      const rows = await transaction.query<EntryRow>(
        `SELECT token, generation, sealed, lookup IS NOT NULL AS has_lookup, owner IS NOT NULL AS has_owner
         FROM subjects.entries WHERE bucket = $1 AND token > $2 ORDER BY token LIMIT ${ROWS_AT_ONCE}`,
        [bucket, after],
      );
      const fresh = rows.map(({ token, sealed, has_lookup, has_owner }) => {
        const subject = old.open(token, sealed);
        const { domain, person } = subject;
        return {
          lookup: has_lookup ? next.secret.lookupOf(subject) : null,
          owner: has_owner ? next.secret.lookupOf({ domain, person }) : null,
          sealed: next.secret.seal(token, subject),
        };
      });
      await transaction.query(
        `UPDATE subjects.entries e SET generation = $1, lookup = f.lookup, owner = f.owner, sealed = f.sealed
         FROM unnest($2::text[], $3::bytea[], $4::bytea[], $5::bytea[]) AS f (token, lookup, owner, sealed)
         WHERE e.token = f.token`,
        [
          next.generation,
          rows.map(({ token }) => token),
          byteaArray(fresh.map(({ lookup }) => lookup)),
          byteaArray(fresh.map(({ owner }) => owner)),
          byteaArray(fresh.map(({ sealed }) => sealed)),
        ],
      );
      count += rows.length;
      if (rows.length < ROWS_AT_ONCE) break;
      after = rows.at(-1)?.token ?? '';
    }
    await transaction.query('UPDATE subjects.buckets SET generation = $2, key_check = $3 WHERE bucket = $1', [
      bucket,
      next.generation,
      next.secret.check,
    ]);
    return count;
  });
}

async function generationOf(database: Database, bucket: number): Promise<number> {
  const [row] = await database.query<{ generation: number }>(
    'SELECT generation FROM subjects.buckets WHERE bucket = $1',
    [bucket],
  );
  return row?.generation ?? 0;
}
