import { DatabaseErrors, migrate } from '@mesh/database';
import { startTestDatabase, type TestDatabase } from '@mesh/testing';
import { IDEMPOTENCY_MIGRATIONS, PostgresIdempotencyStore } from './idempotency.postgres.js';

describe('given answers that are remembered in PostgreSQL', () => {
  let db: TestDatabase;
  let store: PostgresIdempotencyStore;
  beforeAll(async () => {
    db = await startTestDatabase();
    await migrate(db.database, 'runtime', IDEMPOTENCY_MIGRATIONS);
    store = new PostgresIdempotencyStore(db.database);
  });
  afterAll(async () => {
    store.close();
    await db.close();
  });
  /** What time does to a claim whose holder died. */
  const leaseRunsOut = (key: string) =>
    db.database.query(`UPDATE runtime.answers SET claimed_until = now() - interval '1 s' WHERE key = $1`, [key]);

  it('gives a new key to the first who asks, among many at once', async () => {
    const claims = await Promise.all(Array.from({ length: 20 }, (_, index) => store.claim('race', 'f', `r-${index}`)));
    expect(claims.filter(({ state }) => state === 'mine')).toHaveLength(1);
    expect(claims.filter(({ state }) => state === 'busy')).toHaveLength(19);
  });

  it('gives the answer to whoever repeats, also after a restart', async () => {
    await store.claim('answered', 'f', 'r-1');
    await store.answer('answered', '{"a":1}');
    const restarted = new PostgresIdempotencyStore(db.database);
    expect(await restarted.claim('answered', 'f', 'r-2')).toEqual({ state: 'answered', body: '{"a":1}' });
    restarted.close();
  });

  it('says that it cannot tell while the database is away, and passes on what is wrong otherwise', async () => {
    const away = new PostgresIdempotencyStore({
      ...db.database,
      query: () => Promise.reject(DatabaseErrors.UNREACHABLE()),
    });
    await expect(away.claim('away', 'f', 'r-1')).rejects.toMatchObject({
      code: 'RUNTIME.IDEMPOTENCY_UNAVAILABLE',
      status: 503,
    });
    const broken = new PostgresIdempotencyStore({ ...db.database, query: () => Promise.reject(new Error('broken')) });
    await expect(broken.answer('broken', '{}')).rejects.toThrow('broken');
    for (const store of [away, broken]) store.close();
  });

  it('tells another document from a repeat, in progress and answered', async () => {
    await store.claim('other', 'f', 'r-1');
    expect(await store.claim('other', 'g', 'r-2')).toEqual({ state: 'different' });
    await store.answer('other', '{}');
    expect(await store.claim('other', 'g', 'r-2')).toEqual({ state: 'different' });
  });

  it('hands a claim whose holder died to the next, once, under the first request’s id', async () => {
    await store.claim('orphan', 'f', 'r-first');
    await leaseRunsOut('orphan');
    const claims = await Promise.all(['r-2', 'r-3'].map((requestId) => store.claim('orphan', 'f', requestId)));
    expect(claims).toContainEqual({ state: 'mine', requestId: 'r-first' });
    expect(claims).toContainEqual({ state: 'busy' });
  });

  it('hands a claim that was given back to the next at once', async () => {
    await store.claim('released', 'f', 'r-first');
    await store.release('released');
    expect(await store.claim('released', 'f', 'r-2')).toEqual({ state: 'mine', requestId: 'r-first' });
  });

  it('keeps an answer that is given back too late', async () => {
    await store.claim('late', 'f', 'r-1');
    await store.answer('late', '{}');
    await store.release('late');
    expect(await store.claim('late', 'f', 'r-2')).toMatchObject({ state: 'answered' });
  });
});
