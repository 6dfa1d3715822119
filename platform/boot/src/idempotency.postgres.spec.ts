import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseErrors, migrate } from '@mesh/database';
import { PostgresSubjects, SealedTexts } from '@mesh/events-sealed';
import { startTestDatabase, type TestDatabase } from '@mesh/testing';
import { IDEMPOTENCY_MIGRATIONS, PostgresIdempotencyStore } from './idempotency.postgres.js';

const NOWHERE = { domain: 'cardiology', fields: [] };
const call = (requestId: string) => ({ requestId, personal: NOWHERE });

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
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, index) => store.claim('race', 'f', call(`r-${index}`))),
    );
    expect(claims.filter(({ state }) => state === 'mine')).toHaveLength(1);
    expect(claims.filter(({ state }) => state === 'busy')).toHaveLength(19);
  });

  it('gives the answer to whoever repeats, also after a restart', async () => {
    await store.claim('answered', 'f', call('r-1'));
    await store.answer('answered', '{"a":1}', NOWHERE);
    const restarted = new PostgresIdempotencyStore(db.database);
    expect(await restarted.claim('answered', 'f', call('r-2'))).toEqual({ state: 'answered', body: '{"a":1}' });
    restarted.close();
  });

  it('says that it cannot tell while the database is away, and passes on what is wrong otherwise', async () => {
    const away = new PostgresIdempotencyStore({
      ...db.database,
      query: () => Promise.reject(DatabaseErrors.UNREACHABLE()),
    });
    await expect(away.claim('away', 'f', call('r-1'))).rejects.toMatchObject({
      code: 'RUNTIME.IDEMPOTENCY_UNAVAILABLE',
      status: 503,
    });
    const broken = new PostgresIdempotencyStore({ ...db.database, query: () => Promise.reject(new Error('broken')) });
    await expect(broken.answer('broken', '{}', NOWHERE)).rejects.toThrow('broken');
    for (const store of [away, broken]) store.close();
  });

  it('tells another document from a repeat, in progress and answered', async () => {
    await store.claim('other', 'f', call('r-1'));
    expect(await store.claim('other', 'g', call('r-2'))).toEqual({ state: 'different' });
    await store.answer('other', '{}', NOWHERE);
    expect(await store.claim('other', 'g', call('r-2'))).toEqual({ state: 'different' });
  });

  it('hands a claim whose holder died to the next, once, under the first request’s id', async () => {
    await store.claim('orphan', 'f', call('r-first'));
    await leaseRunsOut('orphan');
    const claims = await Promise.all(['r-2', 'r-3'].map((requestId) => store.claim('orphan', 'f', call(requestId))));
    expect(claims).toContainEqual({ state: 'mine', requestId: 'r-first' });
    expect(claims).toContainEqual({ state: 'busy' });
  });

  it('hands a claim that was given back to the next at once', async () => {
    await store.claim('released', 'f', call('r-first'));
    await store.release('released');
    expect(await store.claim('released', 'f', call('r-2'))).toEqual({ state: 'mine', requestId: 'r-first' });
  });

  it('keeps an answer that is given back too late', async () => {
    await store.claim('late', 'f', call('r-1'));
    await store.answer('late', '{}', NOWHERE);
    await store.release('late');
    expect(await store.claim('late', 'f', call('r-2'))).toMatchObject({ state: 'answered' });
  });

  it('keeps no person, tells a repeat by who is behind the token, and forgets with them', async () => {
    const keysFolder = await mkdtemp(join(tmpdir(), 'mesh-keys-'));
    const subjects = await PostgresSubjects.open(db.database, { keysFolder });
    const sealed = new PostgresIdempotencyStore(db.database, new SealedTexts(subjects));
    const about = { requestId: 'r-1', personal: { domain: 'cardiology', fields: ['patientId'] } };
    const document = '{"patientId":"person-4711","age":63}';
    await sealed.claim('about', document, about);
    await sealed.answer('about', '{"patientId":"person-4711","risk":"low"}', about.personal);
    const [row] = await db.database.query<{ body: string; fingerprint: string }>(
      `SELECT body, fingerprint FROM runtime.answers WHERE key = 'about'`,
    );
    expect(row?.body).toMatch(/^{"patientId":"urn:mesh:subject:[a-z2-7]{26}","risk":"low"}$/);
    expect(row?.fingerprint).not.toBe(createHash('sha256').update(document).digest('hex'));
    const again = await sealed.claim('about', document, about);
    expect(again).toEqual({ state: 'answered', body: '{"patientId":"person-4711","risk":"low"}' });
    const token = (JSON.parse(row?.body ?? '{}') as { patientId: string }).patientId;
    const forgotten = { domain: 'cardiology', token, person: 'person-4711' };
    expect([await sealed.erase(forgotten), await sealed.erase(forgotten)]).toEqual([1, 0]);
    expect(await sealed.claim('about', document, about)).toMatchObject({ state: 'mine' });
    sealed.close();
    await subjects.close();
    await rm(keysFolder, { recursive: true, force: true });
  });
});
