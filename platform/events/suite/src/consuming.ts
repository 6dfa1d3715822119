import type { EventLog, LoggedEvent } from '@mesh/events';
import { eventually } from '@mesh/testing';
import { ascending, newTopic, numbered, numbersOf, upTo, type LogOfTest } from './harness.js';

const KEYS = upTo(40).map((n) => `key-${n}`);

/** One group reading a topic: delivery, sharing, rebalancing, replay, lag, closing. */
export function describeConsuming(opened: LogOfTest): void {
  const collect = (into: LoggedEvent[]) => (events: readonly LoggedEvent[]) => {
    into.push(...events);
    return Promise.resolve();
  };
  const seenAll = (seen: readonly LoggedEvent[], count: number) =>
    eventually(() => expect([...new Set(numbersOf(seen))].sort(ascending)).toEqual(upTo(count)), { timeoutMs: 15_000 });

  describe('consuming', () => {
    it('hands over what was there and what comes, in batches of one partition, in order', async () => {
      const { log } = opened();
      const topic = await newTopic(log);
      await log.append(topic, numbered(100, KEYS));
      const batches: LoggedEvent[][] = [];
      const subscription = await log.subscribe(
        { topics: [topic], group: 'g', maxBatch: 10 },
        async (events) => void batches.push([...events]),
      );
      await eventually(() => expect(batches.flat()).toHaveLength(100));
      await log.append(topic, [...numbered(100, KEYS)]);
      await eventually(() => expect(batches.flat()).toHaveLength(200));
      await subscription.close();
      expect(
        batches.every((batch) => batch.length <= 10 && new Set(batch.map(({ partition }) => partition)).size === 1),
      ).toBe(true);
      for (const { partition, next } of await log.ranges(topic)) {
        expect(
          batches
            .flat()
            .filter((event) => event.partition === partition)
            .map(({ offset }) => offset),
        ).toEqual(upTo(next));
      }
      expect(await log.lag(topic, 'g')).toBe(0);
      expect(await log.lag(topic, 'never-seen')).toBe(200);
    });

    it('begins at the end for a group that asks for the latest, and then where it stopped', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      await log.append(topic, numbered(3));
      const seen: LoggedEvent[] = [];
      const settings = { topics: [topic], group: 'late', from: 'latest' } as const;
      await (await log.subscribe(settings, collect(seen))).close();
      await log.append(topic, numbered(2));
      const subscription = await log.subscribe(settings, collect(seen));
      await eventually(() => expect(seen.map(({ offset }) => offset)).toEqual([3, 4]));
      await subscription.close();
    });

    it('gathers for a while when it is told to linger', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      const sizes: number[] = [];
      const subscription = await log.subscribe(
        { topics: [topic], group: 'patient', lingerMs: 300, maxBatch: 3 },
        async (events) => void sizes.push(events.length),
      );
      for (const event of numbered(3)) await log.append(topic, [event]);
      await eventually(() => expect(sizes).toEqual([3]));
      await subscription.close();
    });

    it('shares the partitions among members, moves them when one joins or leaves, and loses nothing', async () => {
      const { log, reopen } = opened();
      const topic = await newTopic(log, { partitions: 4 });
      const seen: LoggedEvent[][] = [[], []];
      const other = await reopen();
      const partitionsOf = (member: number) => new Set(seen[member]?.map(({ partition }) => partition));
      const first = await log.subscribe({ topics: [topic], group: 'shared' }, collect(seen[0] as LoggedEvent[]));
      await log.append(topic, numbered(40, KEYS));
      await eventually(() => expect(partitionsOf(0).size).toBe(4));
      const second = await other.subscribe({ topics: [topic], group: 'shared' }, collect(seen[1] as LoggedEvent[]));
      await eventually(
        async () => {
          seen[0]?.splice(0);
          seen[1]?.splice(0);
          await log.append(topic, numbered(40, KEYS));
          await eventually(() => expect(seen.flat()).toHaveLength(40));
          expect([partitionsOf(0).size, partitionsOf(1).size]).toEqual([2, 2]);
        },
        { timeoutMs: 20_000 },
      );
      await first.close();
      seen[1]?.splice(0);
      await log.append(topic, numbered(40, KEYS));
      await eventually(() => expect(partitionsOf(1).size).toBe(4));
      await seenAll(seen[1] as LoggedEvent[], 40);
      await second.close();
      await other.close();
      expect(await log.lag(topic, 'shared')).toBe(0);
    });

    it('replays from an offset and from a time, but not under running members', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      await log.append(topic, numbered(6));
      const seen: LoggedEvent[] = [];
      const consume = () => log.subscribe({ topics: [topic], group: 'replaying' }, collect(seen));
      const running = await consume();
      await seenAll(seen, 6);
      await expect(log.seek(topic, 'replaying', new Map([[0, 0]]))).rejects.toMatchObject({
        code: 'EVENTS.GROUP_RUNNING',
      });
      await running.close();
      expect(await log.committed(topic, 'replaying')).toEqual(new Map([[0, 6]]));
      for (const [offsets, expected] of [
        [new Map([[0, 4]]), [4, 5]],
        [await log.offsetsAt(topic, new Date(0)), upTo(6)],
      ] as const) {
        seen.splice(0);
        await log.seek(topic, 'replaying', offsets);
        const again = await consume();
        await eventually(() => expect(numbersOf(seen)).toEqual(expected));
        await again.close();
      }
    });

    it('finishes the batch in hand when it closes, and gives its partitions to the next at once', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      await log.append(topic, numbered(2));
      let finish: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (finish = resolve));
      let begun = 0;
      let aborted = false;
      const settings = { topics: [topic], group: 'closing', maxBatch: 1 };
      const subscription = await log.subscribe(settings, async (_events, signal) => {
        begun += 1;
        await held;
        aborted = signal.aborted;
      });
      await eventually(() => expect(begun).toBe(1));
      const closing = subscription.close();
      finish();
      await closing;
      expect(aborted).toBe(false);
      expect(await log.committed(topic, 'closing')).toEqual(new Map([[0, 1]]));
      const seen: LoggedEvent[] = [];
      const next: { close(): Promise<void> } = await log.subscribe(settings, collect(seen));
      await eventually(() => expect(numbersOf(seen)).toEqual([1]), { timeoutMs: 2_000 });
      await next.close();
    });

    it('closes with its subscriptions, and then refuses work', async () => {
      const { log, reopen } = opened();
      const topic = await newTopic(log);
      const other: EventLog = await reopen();
      await other.subscribe({ topics: [topic], group: 'left' }, async () => undefined);
      await other.close();
      await expect(other.append(topic, numbered(1))).rejects.toMatchObject({ spec: { kind: 'unavailable' } });
      await log.seek(topic, 'left', new Map([[0, 0]]));
    });
  });
}
