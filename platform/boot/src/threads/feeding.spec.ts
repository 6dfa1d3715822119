import { Courtesy, type Utilization } from '@mesh/events';
import { PostgresEventLog } from '@mesh/events-postgres';
import { LakeErrors, type Feed, type FedRows } from '@mesh/lake';
import type { MeshError } from '@mesh/product';
import { eventually, startTestDatabase, type TestDatabase } from '@mesh/testing';
import { Feeding } from './feeding.js';
import { failureOf } from './thread-failure.js';

const TOPIC = 'cardiology.pulses.taken.v1';
const SETTINGS = {
  topic: TOPIC,
  group: 'lake',
  flushEveryMs: 20,
  maxRows: 50,
  declared: { name: TOPIC, partitions: 1 },
};
let database: TestDatabase;
let log: PostgresEventLog;
let feed: Feed | undefined;
const landed: number[] = [];
const portions: FedRows[] = [];

beforeEach(async () => {
  database = await startTestDatabase();
  log = await PostgresEventLog.open(database.database);
  landed.length = portions.length = 0;
});
afterEach(async () => {
  await feed?.close();
  await log.close();
  await database.close();
});

const append = (count: number) =>
  log.append(
    TOPIC,
    Array.from({ length: count }, (_, nth) => ({
      id: `e${nth}`,
      source: 'cardiology',
      type: TOPIC,
      time: '2024-03-01T00:00:00Z',
      key: 'one',
      data: { pulse: nth },
    })),
  );

/** The other thread: it lands what it is handed and says so, or why not. */
async function start(
  refusal: (pulses: readonly number[], nth: number) => MeshError | undefined = () => undefined,
  utilization: Utilization = () => 0,
) {
  const feeding = new Feeding(() => Promise.resolve(log), new Courtesy(utilization));
  feed = await feeding.feed(SETTINGS, (nth, rows) => {
    portions.push(rows);
    const pulses = rows.rows.map((row) => (JSON.parse(row) as { pulse: number }).pulse);
    const error = refusal(pulses, portions.length);
    if (error === undefined) landed.push(...pulses);
    setImmediate(() =>
      feeding.settle({ taken: nth, ...(error && { failed: { failure: failureOf(error), text: error.message } }) }),
    );
  });
}

const numbers = (count: number) => Array.from({ length: count }, (_, nth) => nth);

describe('given rows that are read in one thread and land in another', () => {
  it('hands all of them over in portions, each with its stream and its place in it', async () => {
    await start();
    await append(120);
    await eventually(() => expect(landed).toEqual(numbers(120)));
    expect(
      portions.every(({ stream, from, to, offsets }) => stream === `${TOPIC}/0` && to - from === offsets.length),
    ).toBe(true);
    expect(Math.max(...portions.map(({ rows }) => rows.length))).toBeLessThanOrEqual(50);
  });

  it('brings a portion again that did not land', async () => {
    await start((_, nth) => (nth <= 2 ? LakeErrors.WRITE_FAILED({ at: 'data' }) : undefined));
    await append(30);
    await eventually(() => expect(landed).toEqual(numbers(30)));
    expect(portions.length).toBeGreaterThanOrEqual(3);
  });

  it('gives up the one row that never lands, and not its neighbours', async () => {
    await start((pulses) =>
      pulses.includes(7)
        ? LakeErrors.ROW_REJECTED({
            row: 0,
            errors: [{ pointer: '/pulse', rule: 'number', message: 'must be a number' }],
          })
        : undefined,
    );
    await append(20);
    await eventually(() => expect([...new Set(landed)]).toEqual(numbers(20).filter((pulse) => pulse !== 7)), {
      timeoutMs: 15_000,
    });
    await eventually(async () =>
      expect((await log.deadLetters(TOPIC, 'lake', 10)).map(({ event: { id } }) => id)).toEqual(['e7']),
    );
  });

  it('hands nothing over while a burst of calls lasts', async () => {
    let [asked, busy] = [0, 1];
    await start(undefined, () => ((asked += 1), busy));
    await append(10);
    // It looks again and again: whatever it had to hand over, it has by the third look.
    await eventually(() => expect(asked).toBeGreaterThan(2));
    expect(portions).toEqual([]);
    busy = 0;
    await eventually(() => expect(landed).toEqual(numbers(10)));
  });

  it('commits what it was told of before it closes', async () => {
    await start();
    await append(10);
    await eventually(() => expect(landed).toEqual(numbers(10)));
    await feed?.close();
    feed = undefined;
    expect(await log.lag(TOPIC, 'lake')).toBe(0);
  });
});
