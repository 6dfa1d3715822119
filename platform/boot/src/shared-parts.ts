import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TokenVerifier } from '@mesh/access';
import { JwtTokenVerifier } from '@mesh/access-oidc';
import { migrate, openDatabase, startEmbeddedPostgres, type Database } from '@mesh/database';
import type { EventLog } from '@mesh/events';
import { PostgresEventLog } from '@mesh/events-postgres';
import type { Configuration } from './configuration.js';
import { IDEMPOTENCY_MIGRATIONS } from './idempotency.postgres.js';

/** What the services of one process share: state, events, the verification of tokens. */
export interface SharedParts {
  readonly configuration: Configuration;
  readonly database: Database;
  readonly log: EventLog;
  readonly tokens: TokenVerifier;
  close(): Promise<void>;
}

const MAX_CONNECTIONS = 24;
/** Topics drop what is past their retention this often; a failure is made good by the next time. */
const EXPIRE_EVERY_MS = 600_000;

/** Opens state and events, starting a PostgreSQL of our own when no other is configured. */
export async function openSharedParts(configuration: Configuration, say: (line: string) => void): Promise<SharedParts> {
  const { home, databaseUrl } = configuration;
  await mkdir(home, { recursive: true, mode: 0o700 });
  const embedded = databaseUrl === undefined ? await startEmbeddedPostgres({ home, log: say }) : undefined;
  try {
    const database = openDatabase(databaseUrl ?? (embedded?.url as string), { maxConnections: MAX_CONNECTIONS });
    await migrate(database, 'runtime', IDEMPOTENCY_MIGRATIONS);
    const log = await PostgresEventLog.open(database);
    const expiry = setInterval(() => void log.expire(new Date()).catch(() => undefined), EXPIRE_EVERY_MS).unref();
    const tokens = new JwtTokenVerifier({
      issuer: configuration.issuer,
      audience: configuration.oidcAudience,
      jwksCacheFile: join(home, 'keys', 'known-issuer-keys.json'),
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
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
