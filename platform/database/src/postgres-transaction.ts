import type pg from 'pg';
import type { Database } from './database.js';
import { DatabaseErrors } from './errors.js';
import { run } from './refusals.js';
import type { Statements } from './statements.js';

/** The database seen from inside a transaction: one connection, and savepoints where transactions nest. */
export class PostgresTransaction implements Database {
  constructor(
    private readonly client: pg.PoolClient,
    private readonly statements: Statements,
    private readonly depth = 1,
  ) {}

  query<Row extends object = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<readonly Row[]> {
    return run<Row>(this.client, this.statements.of(text, values));
  }

  async transaction<Result>(work: (transaction: Database) => Promise<Result>): Promise<Result> {
    const savepoint = `nested_${this.depth}`;
    await run(this.client, { text: `SAVEPOINT ${savepoint}` });
    try {
      const result = await work(new PostgresTransaction(this.client, this.statements, this.depth + 1));
      await run(this.client, { text: `RELEASE SAVEPOINT ${savepoint}` });
      return result;
    } catch (error) {
      await run(this.client, { text: `ROLLBACK TO SAVEPOINT ${savepoint}` });
      throw error;
    }
  }

  listen(): Promise<never> {
    return Promise.reject(DatabaseErrors.LISTEN_IN_TRANSACTION());
  }

  /** The connection belongs to the one who began the transaction. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}
