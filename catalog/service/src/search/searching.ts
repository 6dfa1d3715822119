import type { Database } from '@mesh/database';

const DEADLINE = '3s';

/**
 * Reads the index over one connection, within a deadline. The planner believes that frequent words occur together and
 * would read the whole table to find them, so it is told to use the indexes.
 */
export function searching<Result>(database: Database, read: (database: Database) => Promise<Result>): Promise<Result> {
  return database.transaction(async (transaction) => {
    await transaction.query(
      `SELECT set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true),
         set_config('statement_timeout', '${DEADLINE}', true)`,
    );
    return read(transaction);
  });
}
