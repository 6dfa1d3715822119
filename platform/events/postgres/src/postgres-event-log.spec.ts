import { openDatabase } from '@mesh/database';
import { describeEventLog } from '@mesh/events-suite';
import { startTestDatabase } from '@mesh/testing';
import { PostgresEventLog } from './index.js';

describeEventLog('on PostgreSQL', async () => {
  const test = await startTestDatabase();
  const closers: (() => Promise<void>)[] = [];
  const reopen = async () => {
    const database = openDatabase(test.url);
    const log = await PostgresEventLog.open(database);
    closers.push(() => log.close().then(() => database.close()));
    return log;
  };
  const close = async () => {
    for (const each of closers) await each();
    await test.close();
  };
  const opening = `(await import('@mesh/events-postgres')).PostgresEventLog.open(
    (await import('@mesh/database')).openDatabase(${JSON.stringify(test.url)}))`;
  return { log: await reopen(), reopen, opening, shortestLeaseMs: 400, close };
});
