import { join } from 'node:path';
import { TokenVerifier } from '@mesh/access';
import { JwtTokenVerifier } from '@mesh/access-oidc';
import { migrate, openDatabase, type Database, type DatabaseSettings } from '@mesh/database';
import type { EventLog } from '@mesh/events';
import type { GroupLag } from '@mesh/events-postgres';
import { PostgresSubjects, SealedEventLog, type Subjects } from '@mesh/events-sealed';
import { STREAMS_MIGRATIONS } from '@mesh/streams';
import { ONLINE_MIGRATIONS } from '@mesh/training-online';
import type { Configuration } from './configuration.js';
import { EventLogWatch } from './event-log-watch.js';
import { IDEMPOTENCY_MIGRATIONS } from './idempotency.postgres.js';
import { openEventLog } from './open-event-log.js';
import { UPLOAD_MIGRATIONS } from './uploads.postgres.js';

/** What the services of one thread share: state, events, the verification of tokens. */
export interface SharedParts {
  readonly configuration: Configuration;
  readonly database: Database;
  readonly log: EventLog;
  /** Who is behind the tokens that stand in the log. */
  readonly subjects: Subjects;
  readonly tokens: TokenVerifier;
  /** How far each group is behind, where the log says so itself. */
  readonly lags?: () => Promise<readonly GroupLag[]>;
  /** Tells services when the event log is away, where it is not the database itself. */
  readonly watch?: EventLogWatch;
  close(): Promise<void>;
}

const MAX_CONNECTIONS = 16;
/** Topics drop what is past their retention this often; a failure is made good by the next time. */
const EXPIRE_EVERY_MS = 600_000;

/** Opens state and events of the services of one thread, on a PostgreSQL that runs. */
export async function openSharedParts(
  configuration: Configuration,
  databaseUrl: string,
  settings: Pick<DatabaseSettings, 'connected'> = {},
): Promise<SharedParts> {
  const database = openDatabase(databaseUrl, { maxConnections: MAX_CONNECTIONS, ...settings });
  await migrate(database, 'runtime', IDEMPOTENCY_MIGRATIONS);
  await migrate(database, 'ingest', UPLOAD_MIGRATIONS);
  await migrate(database, 'streams', STREAMS_MIGRATIONS);
  await migrate(database, 'online', ONLINE_MIGRATIONS);
  const opened = await openEventLog(configuration, database);
  // Where the log commits to the same database, that makes new persons durable together with their events.
  const subjects = await PostgresSubjects.open(database, {
    keysFolder: configuration.subjectKeysFolder,
    durable: !opened.commitsToDatabase,
  });
  const log = new SealedEventLog(opened.log, subjects);
  const watch = opened.ping && new EventLogWatch(opened.ping);
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
    subjects,
    tokens,
    lags: () => opened.lags(),
    ...(watch && { watch }),
    close: async () => {
      clearInterval(expiry);
      watch?.close();
      await log.close();
      await database.close();
    },
  };
}
