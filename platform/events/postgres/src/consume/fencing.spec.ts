import { openDatabase, type Database } from '@mesh/database';
import type { LoggedEvent } from '@mesh/events';
import { eventually, startTestDatabase, type TestDatabase } from '@mesh/testing';
import { PostgresEventLog } from '../index.js';

const TOPIC = 'fencing.v1';
const event = (n: number) => ({
  id: `e${n}`,
  source: '/t',
  type: 't',
  time: '2026-01-01T00:00:00Z',
  key: 'k',
  data: n,
});

/** A database that lets renewals of leases wait from `stall` to `resume`, as if its process stood still. */
function stallable(database: Database): Database & { stall(): void; resume(): void } {
  let isStalled = false;
  let resume: () => void = () => undefined;
  const resumed = new Promise<void>((resolve) => (resume = resolve));
  return {
    query: async (text, values) => {
      if (isStalled && text.includes('keep_lease')) await resumed;
      return database.query(text, values);
    },
    transaction: (work) => database.transaction(work),
    listen: (channel, heard) => database.listen(channel, (payload) => isStalled || heard(payload)),
    close: () => database.close(),
    stall: () => {
      isStalled = true;
    },
    resume,
  };
}

describe('given a member that stalls with a batch in hand', () => {
  let test: TestDatabase;

  beforeAll(async () => {
    test = await startTestDatabase();
  });
  afterAll(() => test.close());

  it('loses its partitions after the lease, sees its signal aborted, and cannot commit any more', async () => {
    const stalling = stallable(openDatabase(test.url));
    const zombieLog = await PostgresEventLog.open(stalling);
    const log = await PostgresEventLog.open(test.database);
    await log.declareTopic({ name: TOPIC, partitions: 1 });
    await log.append(
      TOPIC,
      Array.from({ length: 10 }, (_, n) => event(n)),
    );
    const settings = { topics: [TOPIC], group: 'g', leaseMs: 400 };

    let wake: () => void = () => undefined;
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    const zombieSignals: AbortSignal[] = [];
    await zombieLog.subscribe({ ...settings, maxBatch: 5 }, async (_events, signal) => {
      zombieSignals.push(signal);
      await asleep;
    });
    await eventually(() => expect(zombieSignals).toHaveLength(1));
    stalling.stall();

    const seen: LoggedEvent[] = [];
    const heir = await log.subscribe(settings, async (events) => void seen.push(...events));
    await eventually(async () => expect(await log.committed(TOPIC, 'g')).toEqual(new Map([[0, 10]])));
    expect(seen.map(({ data }) => data)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    await eventually(() => expect(zombieSignals[0]?.aborted).toBe(true));

    wake();
    await test.database.query('SELECT pg_sleep(0.1)');
    expect(await log.committed(TOPIC, 'g')).toEqual(new Map([[0, 10]]));
    expect(zombieSignals).toHaveLength(1);
    await heir.close();
    await log.close();
    stalling.resume();
    await zombieLog.close();
    await stalling.close();
  });
});
