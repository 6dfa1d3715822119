import { mkdir } from 'node:fs/promises';
import { startEmbeddedPostgres } from '@mesh/database';
import type { Configuration } from './configuration.js';

/** The PostgreSQL that holds state and events. */
export interface DatabaseServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** The configured server or, without one, a PostgreSQL of our own in the home. */
export async function findDatabaseServer(
  { home, databaseUrl }: Configuration,
  say: (line: string) => void,
): Promise<DatabaseServer> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  if (databaseUrl !== undefined) return { url: databaseUrl, stop: () => Promise.resolve() };
  return startEmbeddedPostgres({ home, log: say });
}
