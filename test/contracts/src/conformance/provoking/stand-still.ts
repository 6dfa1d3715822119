import { openDatabase } from '@mesh/database';
import { databaseUrlOf } from '@mesh/test-journeys';

/** Lets the event log of a running mesh stand still while something is done: nothing is read from it, nothing written. */
export async function whileLogStandsStill(home: string, work: () => Promise<void>): Promise<void> {
  const database = openDatabase(databaseUrlOf(home), { maxConnections: 1 });
  try {
    await database.transaction(async (transaction) => {
      // It is idle on purpose.
      await transaction.query('SET LOCAL idle_in_transaction_session_timeout = 0');
      const tables = await transaction.query<{ name: string }>(
        `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'events'`,
      );
      await transaction.query(`LOCK TABLE ${tables.map(({ name }) => name).join(', ')} IN ACCESS EXCLUSIVE MODE`);
      await work();
    });
  } finally {
    await database.close();
  }
}
