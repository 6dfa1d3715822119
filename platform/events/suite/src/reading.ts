import { newEvent, newTopic, numbered, numbersOf, readAll, type LogOfTest } from './harness.js';

const tick = async () => {
  const start = Date.now();
  while (Date.now() < start + 3) await new Promise((resolve) => setTimeout(resolve, 1));
};

/** Reading by place and time, and retention. */
export function describeReading(opened: LogOfTest): void {
  describe('reading', () => {
    it('reads from an offset up to a limit, and refuses places that cannot be', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      await log.append(topic, numbered(10));
      expect(numbersOf(await log.read(topic, 0, 4, 3))).toEqual([4, 5, 6]);
      expect(await log.read(topic, 0, 10, 3)).toEqual([]);
      for (const [partition, offset, limit] of [
        [1, 0, 1],
        [0, -1, 1],
        [0, 0, 0],
        [0, 0, 10_001],
        [0.5, 0, 1],
      ] as const) {
        await expect(log.read(topic, partition, offset, limit)).rejects.toMatchObject({ code: 'EVENTS.BAD_RANGE' });
      }
    });

    it('finds the offsets of a time', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      await log.append(topic, numbered(5));
      await tick();
      const between = new Date();
      await tick();
      await log.append(topic, numbered(5));
      expect(await log.offsetsAt(topic, between)).toEqual(new Map([[0, 5]]));
      expect(await log.offsetsAt(topic, new Date(0))).toEqual(new Map([[0, 0]]));
      expect(await log.offsetsAt(topic, new Date(Date.now() + 60_000))).toEqual(new Map([[0, 10]]));
    });

    it('finds an event by its id near a time', async () => {
      const { log } = opened();
      const topic = await newTopic(log);
      const wanted = newEvent({ key: 'z', data: 'this one' });
      await log.append(topic, [...numbered(20, ['a', 'b', 'c']), wanted]);
      expect((await log.find(topic, wanted.id, new Date()))?.data).toBe('this one');
      expect(await log.find(topic, wanted.id, new Date(Date.now() - 3_600_000))).toBeUndefined();
      expect(await log.find(topic, wanted.id, new Date(Date.now() - 3_600_000), 7_200_000)).toBeDefined();
      expect(await log.find(topic, 'nobody', new Date())).toBeUndefined();
    });

    it('drops what is past its retention and nothing else', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1, retentionMs: 60_000 });
      const forever = await newTopic(log, { partitions: 1, retentionMs: 10 * 365 * 24 * 3_600_000 });
      const once = newEvent({ once: true, data: 0 });
      await log.append(topic, [once, ...numbered(5)]);
      await log.append(forever, numbered(3));
      expect(await log.expire(new Date())).toBe(0);
      const later = new Date(Date.now() + 120_000);
      // A log may have places without an event, which go with the others.
      expect(await log.expire(later)).toBeGreaterThanOrEqual(6);
      expect(await log.expire(later)).toBe(0);
      const [{ earliest, next } = { earliest: -1, next: 0 }] = await log.ranges(topic);
      expect(earliest).toBe(next);
      expect(await log.append(topic, numbered(1))).toEqual([{ partition: 0, offset: next }]);
      expect((await log.read(topic, 0, 0, 10)).map(({ offset }) => offset)).toEqual([next]);
      expect(await readAll(log, forever)).toHaveLength(3);
    });
  });
}
