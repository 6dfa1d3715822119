import type { LakeUnderTest } from './describe-lake.js';
import { idsOf, names, reading, READINGS, readings } from './readings.js';

/** Landing is durable, all or none, and exactly once in effect. */
export function describeLanding(under: () => LakeUnderTest): void {
  describe('when rows are landed', () => {
    it('gives them back with the types of their columns', async () => {
      const dataset = await under().lake.open(READINGS);
      const rows = [
        reading(1, { measuredAt: '2024-03-01T01:00:00.123456+02:00' }),
        '{"measuredAt":"2024-03-01T00:00:00Z"}',
      ];
      await dataset.land({ stream: 't/0', from: 0, to: 2, rows });
      const { rows: found } = await dataset.page({}, 10);
      expect(found).toEqual([
        { id: 'r1', measuredAt: '2024-02-29T23:00:00.123Z', rate: 60.25, steps: 1, resting: false },
        { id: null, measuredAt: '2024-03-01T00:00:00.000Z', rate: null, steps: null, resting: null },
      ]);
    });

    it('says which files it wrote: one a day, with rows, bytes and checksum', async () => {
      const dataset = await under().lake.open(READINGS);
      const rows = [reading(0), reading(1, { measuredAt: '2024-03-02T00:00:00Z' }), reading(2)];
      const landed = await dataset.land({ stream: 't/0', from: 0, to: 3, rows });
      expect(landed.rows).toBe(3);
      expect(landed.files.map(({ rows: count }) => count)).toEqual([2, 1]);
      expect(landed.files[0]?.path).toContain('cardiology/heart-rate/readings/v1/day=2024-03-01/');
      expect(landed.files[1]?.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(landed.files.every(({ bytes }) => bytes > 100)).toBe(true);
    });

    it('adds nothing when the range was landed before', async () => {
      const dataset = await under().lake.open(READINGS);
      const landing = { stream: 't/0', from: 0, to: 5, rows: readings(0, 5) };
      await dataset.land(landing);
      expect(await dataset.land(landing)).toEqual({ files: [], rows: 0 });
      expect(await dataset.land({ ...landing, from: 2, to: 4, rows: readings(2, 4) })).toEqual({ files: [], rows: 0 });
      expect(await idsOf(dataset)).toEqual(names(0, 5));
    });

    it('adds only what is new of a range that overlaps', async () => {
      const dataset = await under().lake.open(READINGS);
      await dataset.land({ stream: 't/0', from: 0, to: 5, rows: readings(0, 5) });
      const landed = await dataset.land({ stream: 't/0', from: 3, to: 8, rows: readings(3, 8) });
      expect(landed.rows).toBe(3);
      expect(await idsOf(dataset)).toEqual(names(0, 8));
    });

    it('lands rows whose offsets have gaps, each once', async () => {
      const dataset = await under().lake.open(READINGS);
      await dataset.land({ stream: 't/0', from: 0, to: 6, rows: readings(0, 3), offsets: [0, 2, 5] });
      const landed = await dataset.land({ stream: 't/0', from: 2, to: 9, rows: readings(1, 5), offsets: [2, 5, 7, 8] });
      expect(landed.rows).toBe(2);
      expect(await idsOf(dataset)).toEqual(names(0, 5));
      expect(await dataset.landedTo('t/0')).toBe(9);
      await dataset.land({ stream: 't/0', from: 8, to: 12, rows: readings(4, 5), offsets: [8] });
      expect([await dataset.landedTo('t/0'), await dataset.count({})]).toEqual([12, 5]);
    });

    it('keeps streams apart and knows the next offset of each, also after a restart', async () => {
      const dataset = await under().lake.open(READINGS);
      await dataset.land({ stream: 't/0', from: 0, to: 2, rows: readings(0, 2) });
      await dataset.land({ stream: 't/1', from: 7, to: 9, rows: readings(2, 4) });
      const again = await (await under().reopen()).open(READINGS);
      expect(await Promise.all(['t/0', 't/1', 't/2'].map((stream) => again.landedTo(stream)))).toEqual([2, 9, 0]);
      expect(await again.land({ stream: 't/0', from: 0, to: 2, rows: readings(0, 2) })).toEqual({ files: [], rows: 0 });
      expect(await idsOf(again)).toEqual(names(0, 4));
    });

    it('writes rows of one landing that repeat the key once, the first of them', async () => {
      const dataset = await under().lake.open(READINGS);
      const rows = [
        reading(0),
        reading(1),
        reading(0, { rate: 99 }),
        reading(0, { measuredAt: '2024-03-09T00:00:00Z' }),
      ];
      const landed = await dataset.land({ stream: 't/0', from: 0, to: 4, rows, key: 'id' });
      expect(landed.rows).toBe(2);
      expect((await dataset.page({ columns: ['id', 'rate'] }, 10)).rows).toEqual([
        { id: 'r0', rate: 60 },
        { id: 'r1', rate: 60.25 },
      ]);
    });

    it('lands each row once when many land the same ranges at the same time', async () => {
      const dataset = await under().lake.open(READINGS);
      const landings = Array.from({ length: 12 }, (_, index) => {
        const from = (index % 4) * 10;
        return { stream: `t/${index % 2}`, from, to: from + 10, rows: readings(from, from + 10) };
      });
      await Promise.all(landings.map((landing) => dataset.land(landing)));
      expect((await idsOf(dataset)).sort()).toEqual(names(0, 40).sort());
    });

    it('takes JSON texts with line breaks between tokens and members that are no columns', async () => {
      const dataset = await under().lake.open(READINGS);
      const rows = [JSON.stringify(JSON.parse(reading(0, { note: 'a\nb', 'rate"': 1 })), null, 2), reading(1)];
      await dataset.land({ stream: 't/0', from: 0, to: 2, rows });
      expect(await idsOf(dataset)).toEqual(names(0, 2));
    });

    it('keeps text as it is, whatever it looks like', async () => {
      const dataset = await under().lake.open(READINGS);
      const texts = [`'; DROP TABLE x; --`, 'ä "quoted", \\ and\nbroken', '', '{"a":1}', '💓'];
      const rows = texts.map((id, n) => reading(n, { id }));
      await dataset.land({ stream: 't/0', from: 0, to: rows.length, rows });
      expect(await idsOf(dataset)).toEqual(texts);
    });
  });
}
