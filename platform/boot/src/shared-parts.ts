import { join } from 'node:path';
import { TokenVerifier } from '@mesh/access';
import { JwtTokenVerifier } from '@mesh/access-oidc';
import { migrate, openDatabase, type Database } from '@mesh/database';
import type { EventLog } from '@mesh/events';
import { PostgresEventLog } from '@mesh/events-postgres';
import type { Configuration } from './configuration.js';
import { IDEMPOTENCY_MIGRATIONS } from './idempotency.postgres.js';

/** What the services of one thread share: state, events, the verification of tokens. */
export interface SharedParts {
  readonly configuration: Configuration;
  readonly database: Database;
  readonly log: EventLog;
  readonly tokens: TokenVerifier;
  close(): Promise<void>;
}

const MAX_CONNECTIONS = 16;
/** A busy log gathers this long for the next commit: a fraction of what a scoring port promises. */
const GATHER_MS = 2;
/** Topics drop what is past their retention this often; a failure is made good by the next time. */
const EXPIRE_EVERY_MS = 600_000;

/** Opens state and events of the services of one thread, on a PostgreSQL that runs. */
export async function openSharedParts(configuration: Configuration, databaseUrl: string): Promise<SharedParts> {
  const database = openDatabase(databaseUrl, { maxConnections: MAX_CONNECTIONS });
  await migrate(database, 'runtime', IDEMPOTENCY_MIGRATIONS);
  const log = await PostgresEventLog.open(database, { gatherMs: GATHER_MS });
  const expiry = setInterval(() => void log.expire(new Date()).catch(() => undefined), EXPIRE_EVERY_MS).unref();
  const tokens = new JwtTokenVerifier({
    issuer: configuration.issuer,
    audience: configuration.oidcAudience,
    jwksCacheFile: join(configuration.home, 'keys', 'known-issuer-keys.json'),
  });
  return {
    configuration,
    database,
    log,
    tokens,
    close: async () => {
      clearInterval(expiry);
      await log.close();
      await database.close();
    },
  };
}
