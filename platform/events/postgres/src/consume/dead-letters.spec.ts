import { eventually, startTestDatabase, type TestDatabase } from '@mesh/testing';
import { PostgresEventLog } from '../index.js';

const DAY_MS = 86_400_000;
const event = (id: string) => ({
  ...{ id, source: '/t', type: 't', time: '2026-01-01T00:00:00Z', key: 'k', data: null },
});

describe('given dead letters on PostgreSQL', () => {
  let test: TestDatabase;
  let log: PostgresEventLog;

  beforeEach(async () => {
    test = await startTestDatabase();
    log = await PostgresEventLog.open(test.database);
  });
  afterEach(async () => {
    await log.close();
    await test.close();
  });

  /** Has a group give up events of a topic of this retention. */
  async function die(topic: string, retentionMs: number, ids: readonly string[]): Promise<void> {
    await log.declareTopic({ name: topic, partitions: 1, retentionMs });
    await log.append(topic, ids.map(event));
    const subscription = await log.subscribe({ topics: [topic], group: 'g', maxBatch: 1, maxAttempts: 1 }, () =>
      Promise.reject(new Error('always')),
    );
    await eventually(async () => (await log.lag(topic, 'g')) === 0, { timeoutMs: 10_000 });
    await subscription.close();
  }
  const left = async (topic: string) => (await log.deadLetters(topic, 'g', 10)).length;

  it('are kept as long as their topic, from their death on, and thirty days at the most', async () => {
    await die('short.v1', DAY_MS, ['a', 'b']);
    await die('long.v1', 3_650 * DAY_MS, ['c']);
    await log.expire(new Date());
    expect([await left('short.v1'), await left('long.v1')]).toEqual([2, 1]);
    await log.expire(new Date(Date.now() + 1.5 * DAY_MS));
    expect([await left('short.v1'), await left('long.v1')]).toEqual([0, 1]);
    await log.expire(new Date(Date.now() + 31 * DAY_MS));
    expect(await left('long.v1')).toBe(0);
  });

  it('are given back under a new owner of the partition when the one before lost it', async () => {
    await die('moved.v1', DAY_MS, ['a']);
    const settings = { topics: ['moved.v1'], group: 'g', maxAttempts: 1, leaseMs: 600 };
    const others: string[] = [];
    await log.redeliver('moved.v1', 'g', ['a']);
    let hung: (() => void) | undefined;
    const stuck = await log.subscribe(settings, () => new Promise((resolve) => (hung = resolve)));
    await eventually(() => hung !== undefined, { timeoutMs: 10_000 });
    // Its lease is taken away, as if its process stood still.
    await test.database.query(`DELETE FROM events.members`);
    await test.database.query(`UPDATE events.cursors SET owner = NULL, epoch = epoch + 1`);
    const other = await log.subscribe(settings, async (events) => void others.push(...events.map(({ id }) => id)));
    await eventually(() => others.length > 0, { timeoutMs: 15_000 });
    hung?.();
    await Promise.all([stuck.close(), other.close()]);
    expect(others).toEqual(['a']);
    expect(await left('moved.v1')).toBe(0);
  });
});

describe('given groups that lag behind', () => {
  it('tells how far, of those that go on reading', async () => {
    const test = await startTestDatabase();
    const log = await PostgresEventLog.open(test.database);
    await log.declareTopic({ name: 'lagging.v1', partitions: 1 });
    const process = '0198c2f0-7c4e-7a51-9d5b-2f6b1c1f2a10';
    for (const group of ['lake', `serving.${process}`])
      await (await log.subscribe({ topics: ['lagging.v1'], group }, () => Promise.resolve())).close();
    await log.append('lagging.v1', ['a', 'b', 'c'].map(event));
    expect(await log.lags()).toEqual([{ topic: 'lagging.v1', group: 'lake', lag: 3 }]);
    await log.close();
    await test.close();
  });
});
