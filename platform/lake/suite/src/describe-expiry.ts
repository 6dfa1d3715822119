import type { LakeUnderTest } from './describe-lake.js';
import { idsOf, reading, READINGS } from './readings.js';

const DAYS = ['2024-02-28', '2024-02-29', '2024-03-01'];

/** Two landings of one reading on each of three days. */
async function threeDays(under: LakeUnderTest) {
  const dataset = await under.lake.open(READINGS);
  for (const [index, day] of [...DAYS, ...DAYS].entries()) {
    const rows = [reading(index, { id: `${day} ${index}`, measuredAt: `${day}T12:00:00Z` })];
    await dataset.land({ stream: 't/0', from: index, to: index + 1, rows });
  }
  return dataset;
}

/** Days whose time is over go, as a whole, and nothing else does. */
export function describeExpiry(under: () => LakeUnderTest): void {
  describe('when days are over', () => {
    const daysInFiles = async () =>
      [
        ...new Set(
          [...(await under().files()).keys()].flatMap((name) => /day=([\d-]+)\/.*\.parquet$/.exec(name)?.[1] ?? []),
        ),
      ].sort();

    it('removes those before a day with their files, and says what there was', async () => {
      const dataset = await threeDays(under());
      expect(await dataset.removeBefore('2024-03-01')).toEqual({
        days: [
          { day: '2024-02-28', rows: 2, files: 2 },
          { day: '2024-02-29', rows: 2, files: 2 },
        ],
        rows: 4,
      });
      expect(await idsOf(dataset)).toEqual(['2024-03-01 2', '2024-03-01 5']);
      expect(await daysInFiles()).toEqual(['2024-03-01']);
    });

    it('finds nothing when it is repeated, also after a restart, and keeps the offsets', async () => {
      const dataset = await threeDays(under());
      await dataset.removeBefore('2024-02-29');
      expect(await dataset.removeBefore('2024-02-29')).toEqual({ days: [], rows: 0 });
      const again = await (await under().reopen()).open(READINGS);
      expect(await again.removeBefore('2024-02-29')).toEqual({ days: [], rows: 0 });
      expect(await again.count({})).toBe(4);
      expect(await again.landedTo('t/0')).toBe(6);
      await again.compact();
      expect(await idsOf(again, {}, 1)).toEqual(['2024-02-29 1', '2024-02-29 4', '2024-03-01 2', '2024-03-01 5']);
    });

    it('lets rows that come late for such a day land until the next time', async () => {
      const dataset = await threeDays(under());
      await dataset.removeBefore('2024-03-01');
      const rows = [reading(9, { id: 'late', measuredAt: '2024-02-28T01:00:00Z' })];
      await dataset.land({ stream: 't/0', from: 6, to: 7, rows });
      expect(await idsOf(dataset, { to: '2024-03-01T00:00:00Z' })).toEqual(['late']);
      expect((await dataset.removeBefore('2024-03-01')).rows).toBe(1);
      expect(await dataset.count({})).toBe(2);
    });

    it('lets readers in flight finish', async () => {
      const dataset = await threeDays(under());
      const reads = Array.from({ length: 8 }, () => dataset.page({}, 100));
      await dataset.removeBefore('2024-03-02');
      for (const { rows } of await Promise.all(reads)) expect([0, 6]).toContain(rows.length);
      expect(await dataset.count({})).toBe(0);
    });

    it.each(['', '2024-02-30', '2024-3-1', 'yesterday', '2024-03-01T00:00:00Z'])('refuses the day %j', async (day) => {
      const dataset = await threeDays(under());
      await expect(dataset.removeBefore(day)).rejects.toMatchObject({ code: 'LAKE.SELECTION_INVALID' });
      expect(await dataset.count({})).toBe(6);
    });
  });
}
