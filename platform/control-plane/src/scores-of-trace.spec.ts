import { PostgresEventLog } from '@mesh/events-postgres';
import { startTestDatabase, type TestDatabase } from '@mesh/testing';
import { eventsOfTrace } from './scores-of-trace.js';

const TOPIC = 'cardiology.pulse.taken.v1';
const traceOf = (number: number) => String(number).padStart(32, '0');

describe('given a busy topic', () => {
  let db: TestDatabase;
  let log: PostgresEventLog;

  beforeAll(async () => {
    db = await startTestDatabase();
    log = await PostgresEventLog.open(db.database);
    await log.declareTopic({ name: TOPIC });
    const events = Array.from({ length: 3_000 }, (_, number) => ({
      id: `event-${number}`,
      source: 'urn:test',
      type: TOPIC,
      time: new Date().toISOString(),
      key: `key-${number % 7}`,
      data: { scoreId: `score-${number}` },
      ...(number > 0 && { traceparent: `00-${traceOf(Math.floor(number / 2))}-${'b'.repeat(16)}-01` }),
    }));
    await log.append(TOPIC, events);
  });

  afterAll(async () => {
    await log.close();
    await db.close();
  });

  const scores = async (number: number, near = new Date()) =>
    (await eventsOfTrace(log, TOPIC, { traceId: traceOf(number), near })).map(({ id }) => id).sort();

  it('finds every event of a call, on whichever partition, beyond one read', async () => {
    expect(await scores(1_499)).toEqual(['event-2998', 'event-2999']);
    expect(await scores(1)).toEqual(['event-2', 'event-3']);
  });

  it('finds none of a call of another time, nor of another trace', async () => {
    expect(await scores(1, new Date(Date.now() - 3_600_000))).toEqual([]);
    expect(await scores(1, new Date(Date.now() + 3_600_000))).toEqual([]);
    expect(await scores(5_000)).toEqual([]);
  });
});
