import type { LoggedEvent, Subscription } from '@mesh/events';
import { eventually, storyWithKafka } from '@mesh/testing';
import { eventOf, openTestLog, topicName } from '../testing/test-log.suite.js';

const EVENTS = 1_200;

storyWithKafka('members of a group that come and go', () => {
  let opened: Awaited<ReturnType<typeof openTestLog>>;

  beforeAll(async () => {
    opened = await openTestLog();
  }, 60_000);
  afterAll(() => opened.close());

  it('handle each event once and each key in order, since what is in hand is finished before it is given away', async () => {
    const { log } = opened;
    const topic = topicName();
    await log.declareTopic({ name: topic, partitions: 6 });
    const handled: LoggedEvent[] = [];
    const join = () =>
      log.subscribe({ topics: [topic], group: 'moving', maxBatch: 7 }, async (events) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        handled.push(...events);
      });
    const members: Subscription[] = [await join()];
    let sent = 0;
    const send = async (until: number) => {
      for (; sent < until; sent += 20) {
        const numbers = Array.from({ length: 20 }, (_, n) => sent + n);
        await log.append(
          topic,
          numbers.map((n) => eventOf({ key: `k${n % 37}`, data: n })),
        );
      }
    };
    for (const isComing of [true, true, false, true, false, false]) {
      await send(sent + 200);
      if (isComing) members.push(await join());
      else await members.shift()?.close();
      await eventually(() => expect(handled.length).toBeGreaterThan(sent - 200), { timeoutMs: 30_000 });
    }
    await send(EVENTS);
    await eventually(async () => expect(await log.lag(topic, 'moving')).toBe(0), { timeoutMs: 60_000 });
    for (const member of members) await member.close();
    expect(handled.map(({ data }) => data as number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: EVENTS }, (_, n) => n),
    );
    for (let key = 0; key < 37; key += 1) {
      const ofKey = handled.filter((event) => event.key === `k${key}`).map(({ data }) => data as number);
      expect(ofKey).toEqual([...ofKey].sort((a, b) => a - b));
    }
  }, 150_000);
});
