import type { EventLog, LoggedEvent, NewEvent, StepOutput } from '@mesh/events';
import { defineErrors } from '@mesh/product';
import { eventually } from '@mesh/testing';
import { ascending, newEvent, newTopic, numbered, numbersOf, readAll, upTo, type LogOfTest } from './harness.js';

const Failures = defineErrors('STEP', {
  AWAY: { kind: 'unavailable', title: 'Away', fix: 'Wait.' },
  POISON: { kind: 'invalid', title: 'Poison', fix: 'None.' },
});

const KEYS = upTo(12).map((n) => `key-${n}`);
const PATIENT = { timeoutMs: 20_000 };

/** An output that carries the input's number and key. */
const derived = ({ id, key, data }: LoggedEvent): NewEvent =>
  newEvent({ id: `${id}.out`, source: '/suite/step', key, data });

/** Steps from topic to topic: outputs and offsets together, retries, dead letters, order, former owners. */
export function describeTransforming(opened: LogOfTest): void {
  const everyNumberOnce = (log: EventLog, topic: string, count: number) =>
    eventually(async () => expect(numbersOf(await readAll(log, topic)).sort(ascending)).toEqual(upTo(count)), PATIENT);

  describe('transforming', () => {
    it('appends what the step makes of each batch, once, and commits the batch with it', async () => {
      const { log } = opened();
      const [from, to] = [await newTopic(log), await newTopic(log)];
      await log.append(from, numbered(50, KEYS));
      const sizes: number[] = [];
      const subscription = await log.transform({ topics: [from], group: 'steps', maxBatch: 7 }, async (events) => {
        sizes.push(events.length);
        return [{ topic: to, events: events.map(derived) }];
      });
      await everyNumberOnce(log, to, 50);
      await log.append(from, [newEvent({ data: 50 })]);
      await everyNumberOnce(log, to, 51);
      await eventually(async () => expect(await log.lag(from, 'steps')).toBe(0), PATIENT);
      await subscription.close();
      expect(Math.max(...sizes)).toBeLessThanOrEqual(7);
    });

    it('keeps the order of a key from end to end, in several topics', async () => {
      const { log } = opened();
      const from = await newTopic(log, { partitions: 3 });
      const [all, even] = [await newTopic(log, { partitions: 2 }), await newTopic(log, { partitions: 1 })];
      const subscription = await log.transform({ topics: [from], group: 'orders', maxBatch: 5 }, async (events) => [
        { topic: even, events: events.filter(({ data }) => (data as number) % 2 === 0).map(derived) },
        { topic: all, events: events.map(derived) },
      ]);
      for (let start = 0; start < 60; start += 15) await log.append(from, numbered(60, KEYS).slice(start, start + 15));
      await everyNumberOnce(log, all, 60);
      await subscription.close();
      for (const [topic, wanted] of [
        [all, upTo(60)],
        [even, upTo(60).filter((n) => n % 2 === 0)],
      ] as const) {
        const events = await readAll(log, topic);
        expect(numbersOf(events).sort(ascending)).toEqual(wanted);
        for (const key of KEYS) {
          const ofKey = numbersOf(events.filter((event) => event.key === key));
          expect(ofKey).toEqual([...ofKey].sort(ascending));
        }
      }
    });

    it('lets nobody see outputs of a step that failed, and runs it again', async () => {
      const { log } = opened();
      const [from, to] = [await newTopic(log, { partitions: 1 }), await newTopic(log)];
      await log.append(from, numbered(6, KEYS));
      let tries = 0;
      const subscription = await log.transform({ topics: [from], group: 'again', maxBatch: 3 }, async (events) => {
        tries += 1;
        if (tries <= 2) throw new Error('not yet');
        if (tries <= 6) throw Failures.AWAY();
        return [{ topic: to, events: events.map(derived) }];
      });
      await everyNumberOnce(log, to, 6);
      await subscription.close();
      expect(tries).toBe(8);
      expect(await log.deadLetters(from, 'again', 10)).toEqual([]);
    });

    it('keeps nothing of a step when one of its outputs cannot be appended', async () => {
      const { log } = opened();
      const [from, to] = [await newTopic(log, { partitions: 1 }), await newTopic(log)];
      await log.append(from, numbered(5, KEYS));
      const settings = { topics: [from], group: 'halves', maxAttempts: 2 };
      const subscription = await log.transform(settings, async (events) => [
        {
          topic: to,
          events: events.flatMap((event) => [
            derived(event),
            ...(event.data === 3 ? [newEvent({ time: 'never' })] : []),
          ]),
        },
      ]);
      await eventually(async () => expect(await log.lag(from, 'halves')).toBe(0), PATIENT);
      await subscription.close();
      expect(numbersOf(await readAll(log, to)).sort(ascending)).toEqual([0, 1, 2, 4]);
      expect((await log.deadLetters(from, 'halves', 10)).map(({ event }) => event.data)).toEqual([3]);
    });

    it('moves the poisonous event to the dead letters, once, and goes on with its neighbours', async () => {
      const { log } = opened();
      const [from, to] = [await newTopic(log, { partitions: 1 }), await newTopic(log)];
      await log.append(from, numbered(12, KEYS));
      const settings = { topics: [from], group: 'poisoned', maxAttempts: 2 };
      const subscription = await log.transform(settings, async (events) => {
        if (events.some(({ data }) => data === 4)) throw Failures.POISON();
        return [{ topic: to, events: events.map(derived) }];
      });
      await eventually(async () => expect(await log.lag(from, 'poisoned')).toBe(0), PATIENT);
      await subscription.close();
      expect(numbersOf(await readAll(log, to)).sort(ascending)).toEqual(upTo(12).filter((n) => n !== 4));
      const dead = await log.deadLetters(from, 'poisoned', 10);
      expect(dead.map(({ event, cause, attempts }) => [event.data, cause, attempts])).toEqual([
        [4, 'STEP.POISON MeshError', 2],
      ]);
    });

    it('buries what the step names, without another try and without holding up the rest', async () => {
      const { log } = opened();
      const [from, to] = [await newTopic(log, { partitions: 1 }), await newTopic(log)];
      await log.append(from, numbered(30, KEYS));
      const handed: number[] = [];
      const subscription = await log.transform({ topics: [from], group: 'buried' }, async (events, _signal, bury) => {
        handed.push(...numbersOf(events));
        const isBad = ({ data }: LoggedEvent) => (data as number) % 3 === 0;
        const errors = [{ pointer: '/n', rule: 'multipleOf', message: 'secret' }];
        for (const event of events) if (isBad(event)) bury(event, Failures.POISON({ errors }));
        return [{ topic: to, events: events.filter((event) => !isBad(event)).map(derived) }];
      });
      await eventually(async () => expect(await log.lag(from, 'buried')).toBe(0), PATIENT);
      await subscription.close();
      expect(handed).toEqual(upTo(30));
      expect(numbersOf(await readAll(log, to)).sort(ascending)).toEqual(upTo(30).filter((n) => n % 3 !== 0));
      const dead = await log.deadLetters(from, 'buried', 20);
      expect(dead.map(({ event }) => event.data)).toEqual(upTo(30).filter((n) => n % 3 === 0));
      expect(new Set(dead.map(({ cause }) => cause))).toEqual(new Set(['STEP.POISON MeshError /n:multipleOf']));
    });

    it('commits a batch of which nothing follows', async () => {
      const { log } = opened();
      const from = await newTopic(log, { partitions: 1 });
      await log.append(from, numbered(4));
      const subscription = await log.transform({ topics: [from], group: 'silent' }, async () => []);
      await eventually(async () => expect(await log.lag(from, 'silent')).toBe(0), PATIENT);
      await subscription.close();
    });

    it('gives each event one output while members join and leave', async () => {
      const { log, reopen } = opened();
      const [from, to] = [await newTopic(log, { partitions: 4 }), await newTopic(log)];
      const step = async (events: readonly LoggedEvent[]): Promise<readonly StepOutput[]> => [
        { topic: to, events: events.map(derived) },
      ];
      const settings = { topics: [from], group: 'moving', maxBatch: 3 };
      const other = await reopen();
      const first = await log.transform(settings, step);
      const keys = upTo(40).map((n) => `moving-${n}`);
      const events = numbered(400, keys);
      for (let start = 0; start < 200; start += 20) await log.append(from, events.slice(start, start + 20));
      const second = await other.transform(settings, step);
      for (let start = 200; start < 400; start += 20) await log.append(from, events.slice(start, start + 20));
      await first.close();
      await everyNumberOnce(log, to, 400);
      await second.close();
      await other.close();
    });

    it('refuses the step of a former owner', async () => {
      const { log, reopen } = opened();
      const [from, to] = [await newTopic(log, { partitions: 1 }), await newTopic(log)];
      await log.append(from, numbered(3));
      const settings = { topics: [from], group: 'fenced', leaseMs: 6_000 };
      const former = await reopen();
      let wake: () => void = () => undefined;
      const asleep = new Promise<void>((resolve) => (wake = resolve));
      let hasBegun = false;
      let hasEnded = false;
      await former.transform(settings, async (events) => {
        hasBegun = true;
        await asleep;
        hasEnded = true;
        return [{ topic: to, events: events.map((event) => ({ ...derived(event), data: -1 })) }];
      });
      await eventually(() => expect(hasBegun).toBe(true), PATIENT);
      // Leaving outlasts a step that hangs: the lease ends, the partition is free, and the step is a former owner's.
      const closing = former.close();
      const heir = await log.transform(settings, async (events) => [{ topic: to, events: events.map(derived) }]);
      await everyNumberOnce(log, to, 3);
      wake();
      await eventually(() => expect(hasEnded).toBe(true));
      await closing;
      await log.append(from, [newEvent({ data: 3 })]);
      await everyNumberOnce(log, to, 4);
      await heir.close();
    });
  });
}
