import pg from 'pg';
import type { Database } from './database.js';
import { DatabaseErrors } from './errors.js';
import { Notifications } from './notifications.js';
import { PostgresTransaction } from './postgres-transaction.js';
import { run, withoutValues } from './refusals.js';
import { Statements } from './statements.js';

const INT8_OID = 20;

export interface DatabaseSettings {
  /** Most connections of the pool, besides one for notifications. Default 10. */
  readonly maxConnections?: number;
  /** A statement that takes longer is cancelled. Default 30 s. */
  readonly statementTimeoutMs?: number;
  /** Waiting for a connection longer than this fails. Default 10 s. */
  readonly connectTimeoutMs?: number;
  /** A transaction in which nothing is asked for longer is ended, and its locks with it. Default 10 s. */
  readonly idleTransactionMs?: number;
  /** Told the id of the server's process at each connection of the pool. */
  readonly connected?: (serverProcess: number) => void;
}

/** What a server says of itself first (PostgreSQL protocol, BackendKeyData); its types do not tell. */
interface ServerProcess {
  readonly processID: number;
}

/** Offsets and counts fit a double, so int8 arrives as number rather than as text. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8_OID && format !== 'binary'
      ? Number
      : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

/** The database over a pool of `pg` connections; statements with parameters are prepared once a connection. */
export class PostgresDatabase implements Database {
  private readonly statements = new Statements();
  private readonly notifications: Notifications;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly pool: pg.Pool,
    settings: pg.ClientConfig,
  ) {
    this.notifications = new Notifications(settings);
    // An idle connection that breaks is dropped by the pool; without a listener Node would end the process.
    pool.on('error', () => undefined);
    // A server that dies may say so in the same breath as it lets a connection in, before anybody has taken that over.
    pool.on('connect', (client) => client.on('error', () => undefined));
  }

  query<Row extends object = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<readonly Row[]> {
    return this.withClient((client) => run<Row>(client, this.statements.of(text, values)));
  }

  transaction<Result>(work: (transaction: Database) => Promise<Result>): Promise<Result> {
    return this.withClient(async (client) => {
      await run(client, { text: 'BEGIN' });
      try {
        const result = await work(new PostgresTransaction(client, this.statements));
        await run(client, { text: 'COMMIT' });
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }

  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>> {
    return this.notifications.listen(channel, heard);
  }

  close(): Promise<void> {
    this.closing ??= Promise.all([this.notifications.close(), this.pool.end()]).then(() => undefined);
    return this.closing;
  }

  private async withClient<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    if (this.closing !== undefined) throw DatabaseErrors.CLOSED();
    const client = await this.pool.connect().catch((error: unknown) => {
      throw withoutValues(error);
    });
    let broken: Error | undefined;
    const onError = (error: Error) => (broken = error);
    client.on('error', onError);
    try {
      return await work(client);
    } finally {
      client.removeListener('error', onError);
      client.release(broken ?? isUnfit(client));
    }
  }
}

/** A connection that ended, or still waits for an answer nobody awaits any more, must not be lent again. */
function isUnfit(client: pg.PoolClient): boolean {
  const state = client as unknown as { _queryable?: boolean; readyForQuery?: boolean; _ending?: boolean };
  return state._queryable === false || state._ending === true || state.readyForQuery === false;
}

/** Opens a pool on a PostgreSQL URL; the first statement makes the first connection. */
export function openDatabase(url: string, settings: DatabaseSettings = {}): PostgresDatabase {
  const { maxConnections = 10, statementTimeoutMs = 30_000, connectTimeoutMs = 10_000 } = settings;
  const { idleTransactionMs = 10_000, connected } = settings;
  const client: pg.ClientConfig = {
    connectionString: url,
    application_name: 'mesh',
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    // Who stands still in the middle of a transaction would hold up whoever has taken over its work.
    idle_in_transaction_session_timeout: idleTransactionMs,
    query_timeout: statementTimeoutMs + 5_000,
    keepAlive: true,
    types,
  };
  const pool = new pg.Pool({ ...client, max: maxConnections });
  if (connected !== undefined) pool.on('connect', (each) => connected((each as unknown as ServerProcess).processID));
  return new PostgresDatabase(pool, client);
}
