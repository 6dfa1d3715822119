import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoggedEvent } from '@mesh/events';
import { startKafka, type RunningKafka } from '@mesh/kafka-broker';
import { eventually, storyWithKafka } from '@mesh/testing';
import { KafkaEventLog } from '../index.js';
import { eventOf, topicName } from '../testing/test-log.suite.js';

const EVENTS = 400;

storyWithKafka('a broker that is killed while it is written to and read from', () => {
  let home: string;
  let kafka: RunningKafka;
  let log: KafkaEventLog;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'mesh-kafka-away-'));
    kafka = await startKafka({ home, plaintext: true, shortLived: true });
    log = await KafkaEventLog.open({ ...kafka.connectionWithoutSignIn(), appendTimeoutMs: 60_000 });
  }, 120_000);
  afterAll(async () => {
    await log.close();
    await kafka.stop();
    await rm(home, { recursive: true, force: true });
  }, 60_000);

  it('has each event once and in order when it is back, and its readers and steps go on', async () => {
    const [topic, derived] = [topicName(), topicName()];
    await log.declareTopic({ name: topic, partitions: 2 });
    await log.declareTopic({ name: derived, partitions: 1 });
    const seen: LoggedEvent[] = [];
    const reading = await log.subscribe(
      { topics: [topic], group: 'reading' },
      async (events) => void seen.push(...events),
    );
    const stepping = await log.transform({ topics: [topic], group: 'stepping', maxBatch: 20 }, async (events) => [
      { topic: derived, events: events.map(({ id, key, data }) => eventOf({ id, key, data })) },
    ]);
    const appends: Promise<unknown>[] = [];
    for (let n = 0; n < EVENTS; n += 1) {
      appends.push(log.append(topic, [eventOf({ id: `e${n}`, key: `k${n % 5}`, data: n })]));
      if (n === 100) await eventually(() => expect(seen.length).toBeGreaterThan(0), { timeoutMs: 30_000 });
      if (n === 200) void kafka.kill(1).then(() => kafka.restart(1));
      if (n % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(appends);
    const all = (name: string) => async () => {
      const ranges = await log.ranges(name);
      return (await Promise.all(ranges.map(({ partition }) => log.read(name, partition, 0, 10_000)))).flat();
    };
    const numbers = Array.from({ length: EVENTS }, (_, n) => n);
    const isOnceAndInOrder = (events: readonly LoggedEvent[]) => {
      expect(events.map(({ data }) => data as number).sort((a, b) => a - b)).toEqual(numbers);
      for (const key of ['k0', 'k1', 'k2', 'k3', 'k4']) {
        const ofKey = events.filter((event) => event.key === key).map(({ data }) => data as number);
        expect(ofKey).toEqual([...ofKey].sort((a, b) => a - b));
      }
    };
    isOnceAndInOrder(await all(topic)());
    await eventually(() => expect(new Set(seen.map(({ id }) => id)).size).toBe(EVENTS), { timeoutMs: 60_000 });
    await eventually(async () => expect(await log.lag(topic, 'stepping')).toBe(0), { timeoutMs: 60_000 });
    isOnceAndInOrder(await all(derived)());
    await Promise.all([reading.close(), stepping.close()]);
  }, 180_000);

  it('refuses appends in time while it is away, keeps no more of them than it may, and closes', async () => {
    const topic = topicName();
    const hasty = await KafkaEventLog.open({
      ...kafka.connectionWithoutSignIn(),
      ...{ appendTimeoutMs: 1_500, maxWaitingEvents: 10 },
    });
    await hasty.declareTopic({ name: topic, partitions: 1 });
    await hasty.append(topic, [eventOf()]);
    await kafka.kill(1);
    const late = expect(
      hasty.append(
        topic,
        Array.from({ length: 8 }, () => eventOf()),
      ),
    ).rejects.toMatchObject({
      code: 'EVENTS.APPEND_TOO_SLOW',
    });
    await expect(
      hasty.append(
        topic,
        Array.from({ length: 8 }, () => eventOf()),
      ),
    ).rejects.toMatchObject({
      code: 'EVENTS.LOG_FULL',
    });
    await late;
    await expect(hasty.ping()).rejects.toMatchObject({ code: 'EVENTS.LOG_UNREACHABLE' });
    await hasty.close();
    await kafka.restart(1);
  }, 120_000);
});
