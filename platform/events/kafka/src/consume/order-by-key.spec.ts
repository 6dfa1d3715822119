import { defineErrors } from '@mesh/product';
import { eventually, storyWithKafka } from '@mesh/testing';
import { eventOf, openTestLog, topicName } from '../testing/test-log.suite.js';

const Failures = defineErrors('KEYED', {
  AWAY: { kind: 'unavailable', title: 'Away', fix: 'Wait.' },
});

storyWithKafka('a consumer that needs the order of each key only', () => {
  let opened: Awaited<ReturnType<typeof openTestLog>>;

  beforeAll(async () => {
    opened = await openTestLog();
  }, 60_000);
  afterAll(() => opened.close());

  it('goes on with other keys while one waits, hands over nothing twice after a restart, and keeps each key in order', async () => {
    const { log } = opened;
    const topic = topicName();
    await log.declareTopic({ name: topic, partitions: 1 });
    const events = Array.from({ length: 60 }, (_, n) => eventOf({ key: n % 6 === 1 ? 'stuck' : `k${n % 6}`, data: n }));
    await log.append(topic, events);
    const settings = { topics: [topic], group: 'keyed', order: 'key', maxBatch: 4 } as const;
    const handled: number[] = [];
    const stuck = events.filter(({ key }) => key === 'stuck').map(({ data }) => data as number);
    const others = events.filter(({ key }) => key !== 'stuck').map(({ data }) => data as number);
    const first = await log.subscribe(settings, async (batch) => {
      if (batch.some(({ key }) => key === 'stuck')) {
        if (batch.every(({ key }) => key === 'stuck')) throw Failures.AWAY();
        throw new Error('one of them');
      }
      handled.push(...batch.map(({ data }) => data as number));
    });
    await eventually(() => expect([...handled].sort((a, b) => a - b)).toEqual(others), { timeoutMs: 20_000 });
    await eventually(async () => expect(await log.lag(topic, 'keyed')).toBe(stuck.length), { timeoutMs: 20_000 });
    await first.close();
    expect(await log.committed(topic, 'keyed')).toEqual(new Map([[0, 1]]));

    const second = await log.subscribe(settings, async (batch) => {
      handled.push(...batch.map(({ data }) => data as number));
    });
    await eventually(async () => expect(await log.lag(topic, 'keyed')).toBe(0), { timeoutMs: 20_000 });
    await second.close();
    expect(handled.slice(others.length)).toEqual(stuck);
    for (const key of ['k0', 'k2', 'k3', 'k4', 'k5']) {
      const ofKey = handled.filter((n) => events[n]?.key === key);
      expect(ofKey).toEqual([...ofKey].sort((a, b) => a - b));
    }
  });
});
