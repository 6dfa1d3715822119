import { createHash } from 'node:crypto';
import type { Database } from './database.js';
import { DatabaseErrors } from './errors.js';

/** One step of a capability's schema; its text never changes once it was applied anywhere. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** Any fixed number: all who migrate one database wait for each other on it. */
const MIGRATION_LOCK = 7_206_115;

const BOOK = `
  CREATE SCHEMA IF NOT EXISTS mesh;
  CREATE TABLE IF NOT EXISTS mesh.migrations (
    capability text NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (capability, name)
  )`;

/**
 * Applies what is new of a capability's migrations, in order and in one transaction. The capability has a schema of its
 * own name, in which unqualified names of the migrations fall.
 */
export async function migrate(database: Database, capability: string, migrations: readonly Migration[]): Promise<void> {
  if (!/^[a-z][a-z0-9_-]{0,62}$/.test(capability)) throw DatabaseErrors.BAD_CAPABILITY();
  await database.transaction(async (transaction) => {
    await transaction.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const applied = await checksums(transaction, capability);
    const pending = migrations.filter((migration) => isPending(migration, capability, applied));
    if (pending.length === 0) return;
    await transaction.query(`CREATE SCHEMA IF NOT EXISTS "${capability}"`);
    await transaction.query(`SET LOCAL search_path TO "${capability}"`);
    for (const migration of pending) await apply(transaction, capability, migration);
    await transaction.query('SET LOCAL search_path TO DEFAULT');
  });
}

async function checksums(transaction: Database, capability: string): Promise<ReadonlyMap<string, string>> {
  const [book] = await transaction.query<{ there: boolean }>(
    `SELECT to_regclass('mesh.migrations') IS NOT NULL AS there`,
  );
  if (book?.there !== true) await transaction.query(BOOK);
  const rows = await transaction.query<{ name: string; checksum: string }>(
    'SELECT name, checksum FROM mesh.migrations WHERE capability = $1',
    [capability],
  );
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

function isPending({ name, sql }: Migration, capability: string, applied: ReadonlyMap<string, string>): boolean {
  const checksum = applied.get(name);
  if (checksum !== undefined && checksum !== checksumOf(sql)) {
    throw DatabaseErrors.MIGRATION_CHANGED({ capability, migration: name });
  }
  return checksum === undefined;
}

async function apply(transaction: Database, capability: string, { name, sql }: Migration): Promise<void> {
  try {
    await transaction.query(sql);
  } catch (cause) {
    throw DatabaseErrors.MIGRATION_FAILED({ capability, migration: name }, { cause });
  }
  await transaction.query('INSERT INTO mesh.migrations (capability, name, checksum) VALUES ($1, $2, $3)', [
    capability,
    name,
    checksumOf(sql),
  ]);
}

const checksumOf = (sql: string) => createHash('sha256').update(sql).digest('hex');
