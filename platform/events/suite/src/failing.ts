import type { LoggedEvent } from '@mesh/events';
import { defineErrors } from '@mesh/product';
import { eventually } from '@mesh/testing';
import { newTopic, numbered, numbersOf, upTo, type LogOfTest } from './harness.js';

const Failures = defineErrors('SUITE', {
  AWAY: { kind: 'unavailable', title: 'Away', fix: 'Wait.' },
  POISON: { kind: 'invalid', title: 'Poison', fix: 'None.' },
});

/** Handlers that fail: redelivery, order, dead letters. */
export function describeFailing(opened: LogOfTest): void {
  describe('failing handlers', () => {
    it('hands a batch over again after a failure, in order', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      await log.append(topic, numbered(10));
      const handed: number[][] = [];
      const subscription = await log.subscribe({ topics: [topic], group: 'retrying', maxBatch: 5 }, async (events) => {
        handed.push(numbersOf(events));
        if (handed.length <= 2) throw new Error('not yet');
      });
      await eventually(() =>
        expect(handed).toEqual([
          [0, 1, 2, 3, 4],
          [0, 1, 2, 3, 4],
          [0, 1, 2, 3, 4],
          [5, 6, 7, 8, 9],
        ]),
      );
      await subscription.close();
      expect(await log.deadLetters(topic, 'retrying', 10)).toEqual([]);
    });

    it('moves the poisonous events to the dead letters, tells their cause without content, and goes on', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      await log.append(topic, numbered(20));
      const done: LoggedEvent[] = [];
      const subscription = await log.subscribe(
        { topics: [topic], group: 'poisoned', maxAttempts: 2 },
        async (events) => {
          if (events.some(({ data }) => data === 7)) throw Failures.POISON();
          if (events.some(({ data }) => data === 13)) throw new TypeError('cannot read secret');
          done.push(...events);
        },
      );
      await eventually(async () => expect(await log.lag(topic, 'poisoned')).toBe(0), { timeoutMs: 10_000 });
      await subscription.close();
      expect(numbersOf(done)).toEqual(upTo(20).filter((n) => n !== 7 && n !== 13));
      const dead = await log.deadLetters(topic, 'poisoned', 10);
      expect(dead.map(({ event, cause, attempts }) => [event.data, event.offset, cause, attempts])).toEqual([
        [7, 7, 'SUITE.POISON MeshError', 2],
        [13, 13, 'TypeError', 2],
      ]);
    });

    it('never condemns an event because something else is away', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      await log.append(topic, numbered(2));
      let calls = 0;
      const subscription = await log.subscribe({ topics: [topic], group: 'waiting', maxAttempts: 2 }, async () => {
        calls += 1;
        if (calls <= 4) throw Failures.AWAY();
      });
      await eventually(async () => expect(await log.lag(topic, 'waiting')).toBe(0));
      await subscription.close();
      expect(await log.deadLetters(topic, 'waiting', 10)).toEqual([]);
    });

    it('closes in the middle of retries without committing what failed', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      await log.append(topic, numbered(1));
      let calls = 0;
      const subscription = await log.subscribe({ topics: [topic], group: 'stubborn', maxAttempts: 1_000 }, async () => {
        calls += 1;
        throw new Error('always');
      });
      await eventually(() => expect(calls).toBeGreaterThan(3));
      await subscription.close();
      expect(await log.lag(topic, 'stubborn')).toBe(1);
    });
  });
}
