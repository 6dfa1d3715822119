import type { ConsumeSettings, DeadLetterCount, EventLog, LoggedEvent } from '@mesh/events';
import { defineErrors } from '@mesh/product';
import { eventually } from '@mesh/testing';
import { newEvent, newTopic, numbered, numbersOf, readAll, upTo, type LogOfTest } from './harness.js';

const Failures = defineErrors('LETTERS', {
  POISON: { kind: 'invalid', title: 'Poison', fix: 'None.' },
});
const PATIENCE = { timeoutMs: 20_000 } as const;

/** A consumer that cannot digest some numbers, until it is told otherwise. */
function pickyConsumer(poison: readonly number[]) {
  const handled: LoggedEvent[] = [];
  const seen: LoggedEvent[] = [];
  const picky = { poison: new Set(poison), handled, seen };
  const handle = (events: readonly LoggedEvent[]): Promise<void> => {
    seen.push(...events);
    if (events.some(({ data }) => picky.poison.has(data as number))) return Promise.reject(Failures.POISON());
    handled.push(...events);
    return Promise.resolve();
  };
  return Object.assign(picky, { handle });
}

/** What a group gives up: told, given back, dropped. */
export function describeDeadLetters(opened: LogOfTest): void {
  describe('dead letters', () => {
    const settings = (topic: string, group: string): ConsumeSettings => ({ topics: [topic], group, maxAttempts: 2 });
    const countOf = async (log: EventLog, topic: string, group: string): Promise<number> =>
      (await log.deadLetterCounts()).find((one: DeadLetterCount) => one.topic === topic && one.group === group)
        ?.count ?? 0;
    const idsOf = async (log: EventLog, topic: string, group: string) =>
      (await log.deadLetters(topic, group, 1_000)).map(({ event }) => event.id);

    it('are counted by topic and group, with each attribute of the event and a cause that quotes nothing', async () => {
      const { log, reopen } = opened();
      const topic = await newTopic(log, { partitions: 2 });
      const event = newEvent({
        key: 'k7',
        data: 7,
        dataschema: 'urn:suite:schema:Happened:1.0.0',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      });
      await log.append(topic, [...numbered(3), event]);
      const consumer = pickyConsumer([7]);
      const subscription = await log.subscribe(settings(topic, 'counted'), consumer.handle);
      await eventually(async () => expect(await countOf(log, topic, 'counted')).toBe(1), PATIENCE);
      await subscription.close();
      const other = await reopen();
      const [letter] = await other.deadLetters(topic, 'counted', 10);
      const { id, source, type, key, dataschema, traceparent } = event;
      expect(letter?.event).toMatchObject({ id, source, type, key, dataschema, traceparent, data: 7, topic });
      expect([letter?.cause, letter?.attempts]).toEqual(['LETTERS.POISON MeshError', 2]);
      expect(Math.abs(Date.parse(letter?.deadAt ?? '') - Date.now())).toBeLessThan(60_000);
      expect(await countOf(other, topic, 'another')).toBe(0);
      await other.close();
    });

    it('go back to their group alone, in their order, and are gone once they are worked through', async () => {
      const { log, reopen } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      await log.append(topic, numbered(6));
      const consumer = pickyConsumer([1, 3, 4]);
      const bystander = pickyConsumer([3]);
      const running = await log.subscribe(settings(topic, 'mended'), consumer.handle);
      const beside = await log.subscribe(settings(topic, 'bystander'), bystander.handle);
      await eventually(async () => expect(await countOf(log, topic, 'mended')).toBe(3), PATIENCE);
      await eventually(async () => expect(await countOf(log, topic, 'bystander')).toBe(1), PATIENCE);
      consumer.poison.clear();
      consumer.handled.splice(0);
      const [ids, seenBeside] = [await idsOf(log, topic, 'mended'), bystander.seen.length];
      // From another process, as a person does who runs a command.
      const other = await reopen();
      expect(await other.redeliver(topic, 'mended', [...ids].reverse())).toBe(3);
      await eventually(() => expect(numbersOf(consumer.handled)).toEqual([1, 3, 4]), PATIENCE);
      expect(consumer.handled.every(({ redelivered }) => redelivered)).toBe(true);
      await eventually(async () => expect(await countOf(log, topic, 'mended')).toBe(0), PATIENCE);
      expect(await other.redeliver(topic, 'mended', ids)).toBe(0);
      expect(bystander.seen).toHaveLength(seenBeside);
      expect(await idsOf(log, topic, 'bystander')).toHaveLength(1);
      expect(await log.lag(topic, 'mended')).toBe(0);
      await Promise.all([running.close(), beside.close(), other.close()]);
    });

    it('die again when they fail again, and hold up nothing that comes after them', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      await log.append(topic, numbered(3));
      const consumer = pickyConsumer([1]);
      const running = await log.subscribe(settings(topic, 'again'), consumer.handle);
      await eventually(async () => expect(await countOf(log, topic, 'again')).toBe(1), PATIENCE);
      const [first] = await log.deadLetters(topic, 'again', 1);
      const seen = consumer.seen.length;
      expect(await log.redeliver(topic, 'again', [first?.event.id ?? ''])).toBe(1);
      await eventually(() => expect(consumer.seen.length).toBeGreaterThanOrEqual(seen + 2), PATIENCE);
      await eventually(async () => expect(await countOf(log, topic, 'again')).toBe(1), PATIENCE);
      const [again] = await log.deadLetters(topic, 'again', 1);
      expect(again?.event.id).toBe(first?.event.id);
      expect(again?.attempts).toBeGreaterThanOrEqual(2);
      await log.append(topic, [newEvent({ data: 99 })]);
      await eventually(() => expect(numbersOf(consumer.handled)).toContain(99), PATIENCE);
      await running.close();
    });

    it('wait for a group at rest, and reach it when it starts', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 2 });
      await log.append(topic, numbered(8, ['a', 'b', 'c', 'd']));
      const consumer = pickyConsumer([2, 5]);
      const first = await log.subscribe(settings(topic, 'resting'), consumer.handle);
      await eventually(async () => expect(await countOf(log, topic, 'resting')).toBe(2), PATIENCE);
      await first.close();
      consumer.poison.clear();
      consumer.handled.splice(0);
      expect(await log.redeliver(topic, 'resting', await idsOf(log, topic, 'resting'))).toBe(2);
      const second = await log.subscribe(settings(topic, 'resting'), consumer.handle);
      await eventually(() => expect(numbersOf(consumer.handled).sort()).toEqual([2, 5]), PATIENCE);
      await second.close();
    });

    it('are transformed once when they are given back to a step', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      const outputs = await newTopic(log, { partitions: 1 });
      await log.append(topic, numbered(4));
      const consumer = pickyConsumer([2]);
      const stepping = await log.transform(settings(topic, 'stepping'), async (events) => {
        await consumer.handle(events);
        return [{ topic: outputs, events: events.map(({ id, data }) => newEvent({ id: `out-${id}`, data })) }];
      });
      await eventually(async () => expect(await countOf(log, topic, 'stepping')).toBe(1), PATIENCE);
      consumer.poison.clear();
      await log.redeliver(topic, 'stepping', await idsOf(log, topic, 'stepping'));
      await eventually(async () => expect(numbersOf(await readAll(log, outputs))).toEqual([0, 1, 3, 2]), PATIENCE);
      await eventually(async () => expect(await countOf(log, topic, 'stepping')).toBe(0), PATIENCE);
      await stepping.close();
    });

    it('are dropped by id and nothing else with them', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      await log.append(topic, numbered(5));
      const running = await log.subscribe(settings(topic, 'dropping'), pickyConsumer([0, 2, 4]).handle);
      await eventually(async () => expect(await countOf(log, topic, 'dropping')).toBe(3), PATIENCE);
      await running.close();
      const letters = await log.deadLetters(topic, 'dropping', 10);
      expect(letters.map(({ event }) => event.data)).toEqual([0, 2, 4]);
      expect((await log.deadLetters(topic, 'dropping', 2)).map(({ event }) => event.data)).toEqual([0, 2]);
      expect(await log.dropDeadLetters(topic, 'dropping', [letters[1]?.event.id ?? '', 'nobody'])).toBe(1);
      expect((await log.deadLetters(topic, 'dropping', 10)).map(({ event }) => event.data)).toEqual([0, 4]);
      expect(numbersOf(await readAll(log, topic))).toEqual(upTo(5));
    });

    it('refuses limits and numbers of ids that cannot be, and topics that are none', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      const many = upTo(10_001).map(String);
      for (const refused of [
        () => log.deadLetters(topic, 'g', 0),
        () => log.deadLetters(topic, 'g', 10_001),
        () => log.redeliver(topic, 'g', many),
        () => log.dropDeadLetters(topic, 'g', many),
      ]) {
        await expect(refused()).rejects.toMatchObject({ code: 'EVENTS.BAD_RANGE' });
      }
      for (const refused of [
        () => log.deadLetters('suite.nobody.v1', 'g', 1),
        () => log.redeliver('suite.nobody.v1', 'g', ['x']),
        () => log.dropDeadLetters('suite.nobody.v1', 'g', ['x']),
      ]) {
        await expect(refused()).rejects.toMatchObject({ code: 'EVENTS.UNKNOWN_TOPIC' });
      }
      expect(await log.redeliver(topic, 'g', ['x'])).toBe(0);
    });
  });
}
