import { randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '@mesh/database';
import { sharedPostgres } from './shared-postgres.js';

export interface TestDatabase {
  readonly database: Database;
  readonly url: string;
  /** Closes the connections and drops the database. */
  close(): Promise<void>;
}

/** A fresh, empty database on a real PostgreSQL that the test files of a process share. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const serverUrl = await sharedPostgres();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const database = openDatabase(url.href);
  const close = async () => {
    await database.close();
    await administer(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  };
  return { database, url: url.href, close };
}

async function administer(url: string, statement: string): Promise<void> {
  const server = openDatabase(url, { maxConnections: 1 });
  try {
    await server.query(statement);
  } finally {
    await server.close();
  }
}
