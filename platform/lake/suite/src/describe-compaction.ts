import type { LakeUnderTest } from './describe-lake.js';
import { idsOf, names, reading, READINGS, readings } from './readings.js';

/** Folding changes how rows lie, never which rows there are. */
export function describeCompaction(under: () => LakeUnderTest): void {
  describe('when small files are folded', () => {
    const landSmall = async (count: number) => {
      const dataset = await under().lake.open(READINGS);
      for (let n = 0; n < count; n += 1) {
        await dataset.land({ stream: `t/${n % 2}`, from: n >> 1, to: (n >> 1) + 1, rows: [reading(n)] });
      }
      return dataset;
    };

    it('keeps all rows in their order, and the offsets of their streams', async () => {
      const dataset = await landSmall(9);
      await dataset.compact();
      expect(await idsOf(dataset)).toEqual(names(0, 9));
      const again = await (await under().reopen()).open(READINGS);
      expect(await idsOf(again, {}, 2)).toEqual(names(0, 9));
      expect(await Promise.all(['t/0', 't/1'].map((stream) => again.landedTo(stream)))).toEqual([5, 4]);
    });

    it('keeps a cursor of before valid', async () => {
      const dataset = await landSmall(9);
      const { next } = await dataset.page({ columns: ['id'] }, 4);
      await dataset.compact();
      const { rows } = await dataset.page({ columns: ['id'] }, 2, next);
      expect(rows).toEqual([{ id: 'r4' }, { id: 'r5' }]);
    });

    it('goes on beside readers and landings without a row twice or not at all', async () => {
      const dataset = await landSmall(20);
      const reads: Promise<void>[] = [];
      let done = false;
      const folding = dataset.compact().finally(() => (done = true));
      while (!done) {
        reads.push(
          idsOf(dataset, { equals: { resting: true } }, 3).then((ids) => expect(new Set(ids).size).toBe(ids.length)),
        );
        await dataset.count({ to: '2024-03-01T23:00:00Z' }).then((count) => expect(count).toBe(20));
      }
      const late = dataset.land({ stream: 't/9', from: 0, to: 5, rows: readings(20, 25) });
      await Promise.all([folding, late, ...reads, dataset.compact()]);
      expect((await idsOf(dataset)).sort()).toEqual(names(0, 25).sort());
    });
  });
}
