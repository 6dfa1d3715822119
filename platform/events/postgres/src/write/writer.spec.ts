import { DatabaseErrors, type Database } from '@mesh/database';
import { startTestDatabase, type TestDatabase } from '@mesh/testing';
import { PostgresEventLog } from '../index.js';

const TOPIC = 'writer.v1';
const event = (data: unknown = 1) => ({
  id: 'e',
  source: '/t',
  type: 't',
  time: '2026-01-01T00:00:00Z',
  key: 'k',
  data,
});

/** The database with a gate before its writes. */
function gated(database: Database) {
  let gate: Promise<unknown> = Promise.resolve();
  let writes = 0;
  const through: Database = {
    query: async (text, values) => {
      if (!text.includes('events.append')) return database.query(text, values);
      writes += 1;
      await gate;
      return database.query(text, values);
    },
    transaction: (work) => database.transaction(work),
    listen: (channel, heard) => database.listen(channel, heard),
    close: () => database.close(),
  };
  const closeUntil = (opened: Promise<unknown>): void => {
    gate = opened;
  };
  return { through, closeUntil, writes: () => writes };
}

describe('given the writer of the log', () => {
  let test: TestDatabase;

  beforeEach(async () => {
    test = await startTestDatabase();
  });
  afterEach(() => test.close());

  const openGated = async (settings = {}) => {
    const gate = gated(test.database);
    const log = await PostgresEventLog.open(gate.through, settings);
    await log.declareTopic({ name: TOPIC, partitions: 2 });
    return { log, ...gate };
  };

  it('commits what is appended at the same time together', async () => {
    const { log, writes } = await openGated();
    const appends = Array.from({ length: 200 }, (_, n) => log.append(TOPIC, [event(n)]));
    const positions = (await Promise.all(appends)).flat();
    expect(positions).toHaveLength(200);
    expect(writes()).toBeLessThanOrEqual(3);
    await log.close();
  });

  it('refuses more when too much waits, keeps what it took, and takes again when it is written', async () => {
    const { log, closeUntil } = await openGated({ maxWaitingEvents: 10 });
    let open: () => void = () => undefined;
    closeUntil(new Promise<void>((resolve) => (open = resolve)));
    await log.ranges(TOPIC);
    const taken = [
      log.append(
        TOPIC,
        Array.from({ length: 6 }, () => event()),
      ),
    ];
    await expect(
      log.append(
        TOPIC,
        Array.from({ length: 5 }, () => event()),
      ),
    ).rejects.toMatchObject({ code: 'EVENTS.LOG_FULL', status: 503 });
    open();
    expect((await Promise.all(taken)).flat()).toHaveLength(6);
    await log.append(
      TOPIC,
      Array.from({ length: 5 }, () => event()),
    );
    await log.close();
  });

  it('does not let an append wait longer than its deadline', async () => {
    const { log, closeUntil } = await openGated({ appendTimeoutMs: 500 });
    let open: () => void = () => undefined;
    closeUntil(new Promise<void>((resolve) => (open = resolve)));
    const first = log.append(TOPIC, [event()]);
    await expect(first).rejects.toMatchObject({ code: 'EVENTS.APPEND_TOO_SLOW' });
    open();
    await log.append(TOPIC, [event()]);
    await log.close();
  });

  it('tells the failure of a write to those who waited for it, and goes on', async () => {
    const { log, closeUntil } = await openGated();
    closeUntil(Promise.reject(DatabaseErrors.UNREACHABLE()));
    await expect(log.append(TOPIC, [event()])).rejects.toMatchObject({ code: 'EVENTS.LOG_UNREACHABLE' });
    closeUntil(Promise.resolve());
    expect(await log.append(TOPIC, [event()])).toHaveLength(1);
    await log.close();
  });
});
