import { ascending, newEvent, newTopic, numbered, numbersOf, readAll, upTo, type LogOfTest } from './harness.js';

/** Appending: order, density, concurrency, durability, `once`, refusals. */
export function describeAppending(opened: LogOfTest): void {
  describe('appending', () => {
    it('keeps the order of a key, and one key in one partition', async () => {
      const { log } = opened();
      const topic = await newTopic(log);
      const keys = ['anna', 'béla', 'chloé', 'd', 'é'];
      const positions = await log.append(topic, numbered(100, keys));
      for (const key of keys) {
        const ofKey = (await readAll(log, topic)).filter((event) => event.key === key);
        expect(new Set(ofKey.map(({ partition }) => partition)).size).toBe(1);
        expect(numbersOf(ofKey)).toEqual(upTo(100).filter((n) => keys[n % 5] === key));
      }
      const [third] = await log.read(topic, positions[3]?.partition ?? 0, positions[3]?.offset ?? 0, 1);
      expect(third?.data).toBe(3);
    });

    it('gives dense offsets to concurrent appenders of several openings', async () => {
      const { log, reopen } = opened();
      const topic = await newTopic(log, { partitions: 2 });
      const other = await reopen();
      const appends = Array.from({ length: 60 }, (_, n) =>
        (n % 2 ? log : other).append(topic, numbered(1 + (n % 4), [`k${n}`, 'common'])),
      );
      const positions = (await Promise.all(appends)).flat();
      for (const { partition, earliest, next } of await log.ranges(topic)) {
        expect(earliest).toBe(0);
        const offsets = positions.filter((position) => position.partition === partition).map(({ offset }) => offset);
        expect(offsets.sort((a, b) => a - b)).toEqual(upTo(next));
        expect((await log.read(topic, partition, 0, 10_000)).map(({ offset }) => offset)).toEqual(upTo(next));
      }
      await other.close();
    });

    it('gives back every attribute as it was written, also in another opening', async () => {
      const { log, reopen } = opened();
      const topic = await newTopic(log);
      const event = newEvent({
        time: '2026-02-28T23:59:59.123456+02:00',
        key: 'πατιέντ "1"',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
        dataschema: 'urn:suite:schema:Happened:1.0.0',
        extensions: { correlationid: 'c "1"', replyto: 'suite.replies' },
        data: { text: 'quote " backslash \\ newline \n nul \0 smile 🙂', none: null, deep: [[1.5]] },
      });
      const [position] = await log.append(topic, [event]);
      const other = await reopen();
      const [read] = await other.read(topic, position?.partition ?? 0, position?.offset ?? 0, 1);
      const { id, source, type, time, key, traceparent, dataschema, extensions, data } = event;
      const written = { id, source, type, time, key, traceparent, dataschema, extensions, data };
      expect(read).toMatchObject({ ...written, topic, ...position });
      expect(read?.json).toBe(JSON.stringify(data));
      expect(Math.abs(Date.parse(read?.appendedAt ?? '') - Date.now())).toBeLessThan(60_000);
      await other.close();
    });

    it('writes an event once, whoever repeats it, and tells the repeats where it stands', async () => {
      const { log, reopen } = opened();
      const topic = await newTopic(log);
      const other = await reopen();
      const event = newEvent({ once: true });
      const before = await log.append(topic, [newEvent()]);
      const places = await Promise.all(
        [log, other, log, other].map((each) =>
          each.append(topic, [event, newEvent({ id: event.id, source: '/other', once: true })]),
        ),
      );
      expect(new Set(places.map((place) => JSON.stringify(place))).size).toBe(1);
      const twice = await log.append(topic, [event, newEvent(), event]);
      expect([twice[0], twice[2]]).toEqual([places[0]?.[0], places[0]?.[0]]);
      const all = await readAll(log, topic);
      expect(all).toHaveLength(before.length + 3);
      for (const partition of new Set(all.map((each) => each.partition))) {
        const offsets = all.filter((each) => each.partition === partition).map(({ offset }) => offset);
        expect(offsets).toEqual([...new Set(offsets)].sort(ascending));
      }
      await other.close();
    });

    it('refuses what CloudEvents does not allow, whole, without saying what it was', async () => {
      const { log } = opened();
      const topic = await newTopic(log);
      const circular: Record<string, unknown> = {};
      circular['self'] = circular;
      const wrong = [
        { id: '' },
        { source: '' },
        { source: 'not a uri secret' },
        { type: '' },
        { key: '' },
        { key: 'secret\0' },
        { time: 'secret' },
        { time: '2026-02-30T00:00:00Z' },
        { time: '2026-01-01 00:00:00' },
        { traceparent: 'secret' },
        { dataschema: 'secret' },
        { dataschema: 'urn:secret schema' },
        { extensions: { Secret: 'x' } },
        { extensions: { dataschema: 'urn:secret' } },
        { extensions: { secret: '' } },
        { extensions: Object.fromEntries(upTo(17).map((n) => [`secret${n}`, 'x'])) },
        { data: undefined },
        { data: circular },
        { data: 'x'.repeat(1_048_577) },
      ];
      for (const part of wrong) {
        const refusal = await log
          .append(topic, [newEvent(), newEvent(part)])
          .catch((error: unknown) => error as Error & { spec: object; meta: object });
        expect(refusal).toMatchObject({ spec: { kind: 'invalid' } });
        expect(JSON.stringify({ ...(refusal as object) }) + (refusal as Error).message).not.toContain('secret');
      }
      await expect(log.append(topic, numbered(10_001))).rejects.toMatchObject({ spec: { kind: 'invalid' } });
      expect(await readAll(log, topic)).toEqual([]);
      expect(await log.append(topic, [])).toEqual([]);
    });

    it('refuses a topic that nobody declared, and another number of partitions', async () => {
      const { log } = opened();
      await expect(log.append('suite.nobody.v1', [newEvent()])).rejects.toMatchObject({ code: 'EVENTS.UNKNOWN_TOPIC' });
      const topic = await newTopic(log, { partitions: 3 });
      await log.declareTopic({ name: topic });
      await expect(log.declareTopic({ name: topic, partitions: 5 })).rejects.toMatchObject({
        code: 'EVENTS.PARTITIONS_DIFFER',
      });
      expect(await log.ranges(topic)).toHaveLength(3);
      await expect(log.declareTopic({ name: 'Not A Topic' })).rejects.toMatchObject({ code: 'EVENTS.BAD_TOPIC' });
    });

    it('tells what of a topic is not as declared, and changes nothing', async () => {
      const { log, reopen } = opened();
      const topic = await newTopic(log, { partitions: 1, retentionMs: 60_000 });
      expect(await log.declareTopic({ name: topic })).toEqual([]);
      expect(await log.declareTopic({ name: topic, partitions: 1, retentionMs: 60_000 })).toEqual([]);
      const other = await reopen();
      for (const each of [log, other]) {
        expect(await each.declareTopic({ name: topic, retentionMs: 120_000 })).toEqual([
          { topic, setting: 'retentionMs', declared: 120_000, actual: 60_000 },
        ]);
        expect(await each.declareTopic({ name: topic, compacted: true })).toEqual([
          { topic, setting: 'compacted', declared: true, actual: false },
        ]);
      }
      await other.close();
    });
  });
}
