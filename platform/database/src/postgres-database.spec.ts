import { eventually, startTestDatabase, type TestDatabase } from '@mesh/testing';
import { openDatabase, sqlStateOf } from './index.js';

describe('given a database', () => {
  let test: TestDatabase;

  beforeAll(async () => {
    test = await startTestDatabase();
    await test.database.query('CREATE TABLE counts (name text PRIMARY KEY, n bigint NOT NULL)');
  });
  beforeEach(() => test.database.query('TRUNCATE counts'));
  afterAll(() => test.close());

  const names = async () =>
    (await test.database.query<{ name: string }>('SELECT name FROM counts ORDER BY name')).map(({ name }) => name);
  const insert = 'INSERT INTO counts VALUES ($1, $2)';

  it('gives int8 as number', async () => {
    await test.database.query(insert, ['big', 9_007_199_254_740_991]);
    expect(await test.database.query('SELECT n FROM counts')).toEqual([{ n: 9_007_199_254_740_991 }]);
  });

  it('keeps all of a transaction or nothing', async () => {
    const failing = test.database.transaction(async (transaction) => {
      await transaction.query(insert, ['lost', 1]);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await test.database.transaction((transaction) => transaction.query(insert, ['kept', 1]));
    expect(await names()).toEqual(['kept']);
  });

  it('rolls back a nested transaction alone', async () => {
    await test.database.transaction(async (outer) => {
      await outer.query(insert, ['outer', 1]);
      const inner = outer.transaction(async (nested) => {
        await nested.query(insert, ['inner', 1]);
        await nested.query(insert, ['inner', 1]);
      });
      await expect(inner).rejects.toMatchObject({ code: '23505' });
      await outer.query(insert, ['later', 1]);
    });
    expect(await names()).toEqual(['later', 'outer']);
  });

  it('tells the state and the constraint of a refused statement, and none of its values', async () => {
    await test.database.query(insert, ['secret-name', 1]);
    const refusal = await test.database.query(insert, ['secret-name', 1]).catch((error: unknown) => error as Error);
    expect(sqlStateOf(refusal)).toBe('23505');
    expect((refusal as Error).message).toContain('counts_pkey');
    expect(JSON.stringify(refusal, Object.getOwnPropertyNames(refusal))).not.toContain('secret-name');
    const malformed = await test.database
      .query('SELECT $1::int', ['secret-number'])
      .catch((error: unknown) => error as Error);
    expect(JSON.stringify(malformed, Object.getOwnPropertyNames(malformed))).not.toContain('secret-number');
  });

  it('cancels a statement that takes too long, and goes on', async () => {
    const hasty = openDatabase(test.url, { statementTimeoutMs: 50, maxConnections: 1 });
    await expect(hasty.query('SELECT pg_sleep(5)')).rejects.toMatchObject({ code: 'DATABASE.TOO_SLOW' });
    expect(await hasty.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await hasty.close();
  });

  it('ends a transaction that stands still, so that who waits for its locks goes on', async () => {
    await test.database.query('CREATE TABLE claimed (n int)');
    const stalling = openDatabase(test.url, { idleTransactionMs: 50, maxConnections: 1 });
    const stalled = stalling.transaction(async (transaction) => {
      await transaction.query('LOCK claimed IN ACCESS EXCLUSIVE MODE');
      // Resolves only once another has had the lock.
      await test.database.query('INSERT INTO claimed VALUES (1)');
      await transaction.query('INSERT INTO claimed VALUES (2)');
    });
    await expect(stalled).rejects.toMatchObject({ code: 'DATABASE.UNREACHABLE', retryable: true });
    expect(await test.database.query('SELECT n FROM claimed')).toEqual([{ n: 1 }]);
    expect(await stalling.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await stalling.close();
  });

  it('survives the loss of its connections', async () => {
    const other = openDatabase(test.url, { maxConnections: 2 });
    await Promise.all([other.query('SELECT pg_sleep(0.01)'), other.query('SELECT pg_sleep(0.01)')]);
    const cut = other.query('SELECT pg_sleep(5)');
    const expectation = expect(cut).rejects.toMatchObject({ code: 'DATABASE.UNREACHABLE' });
    await eventually(async () => {
      const rows = await test.database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(5)%' AND state = 'active' AND pid <> pg_backend_pid()`,
      );
      return rows.length > 0;
    });
    await expectation;
    expect(await other.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await other.close();
    await expect(other.query('SELECT 1')).rejects.toMatchObject({ code: 'DATABASE.CLOSED' });
  });

  it('says that nobody answers at an address', async () => {
    const nobody = openDatabase('postgres://a:b@127.0.0.1:1/c');
    await expect(nobody.query('SELECT 1')).rejects.toMatchObject({ code: 'DATABASE.UNREACHABLE', status: 503 });
    await nobody.close();
  });

  it('hears notifications, also after its connection broke, until it stops', async () => {
    const heard: string[] = [];
    const stop = await test.database.listen('news', (payload) => heard.push(payload));
    await test.database.query(`NOTIFY news, 'one'`);
    await eventually(() => expect(heard).toEqual(['one']));
    await test.database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()`,
    );
    await eventually(() => expect(heard).toEqual(['one', '']));
    await test.database.query(`NOTIFY news, 'two'`);
    await eventually(() => expect(heard).toEqual(['one', '', 'two']));
    await stop();
    await test.database.query(`NOTIFY news, 'three'`);
    await test.database.query('SELECT pg_sleep(0.02)');
    expect(heard).toHaveLength(3);
  });
});
