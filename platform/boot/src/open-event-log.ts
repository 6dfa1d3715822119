import { clientCredentials } from '@mesh/access-oidc';
import type { Database } from '@mesh/database';
import type { EventLog } from '@mesh/events';
import { KafkaEventLog, type KafkaSasl } from '@mesh/events-kafka';
import { PostgresEventLog, type GroupLag } from '@mesh/events-postgres';
import { createLogger } from '@mesh/runtime/logger';
import type { Configuration } from './configuration.js';
import type { KafkaSignIn } from './events-configuration.js';

/** The event log of the services of one thread, and what boot alone needs to know of its engine. */
export interface OpenedEventLog {
  readonly log: EventLog;
  /** Its commits go to the database of the mesh, and make durable what was written there before without waiting. */
  readonly commitsToDatabase: boolean;
  lags(): Promise<readonly GroupLag[]>;
  /** Resolves when the engine answers; absent where it is the database itself. */
  readonly ping?: () => Promise<void>;
}

/** A busy log gathers this long for the next commit: a fraction of what a scoring port promises. */
const GATHER_MS = 2;

/** Picks the engine that the configuration names. */
export async function openEventLog(configuration: Configuration, database: Database): Promise<OpenedEventLog> {
  const { events } = configuration;
  if (events.engine === 'postgres') {
    const log = await PostgresEventLog.open(database, { gatherMs: GATHER_MS });
    return { log, commitsToDatabase: true, lags: () => log.lags() };
  }
  const { brokers, ssl, signIn } = events;
  const logger = createLogger('event-log', configuration.logLevel);
  const report = (cause: unknown): void => logger.warn({ cause }, 'a consumer of the event log tries again');
  const sasl = signIn && saslOf(signIn, configuration.issuer);
  const log = await KafkaEventLog.open({ brokers, ssl, logger, report, ...(sasl && { sasl }) }, database);
  return { log, commitsToDatabase: false, lags: () => log.lags(), ping: () => log.ping() };
}

/** A bearer token comes from the issuer of the mesh: the brokers trust the same. */
function saslOf({ mechanism, username, password }: KafkaSignIn, issuer: string): KafkaSasl {
  if (mechanism !== 'oauthbearer') return { mechanism, username, password };
  const source = clientCredentials({ issuer, clientId: username, clientSecret: password });
  return { mechanism, token: () => source.token() };
}
