import type { Dataset } from '@mesh/lake';
import type { LakeUnderTest } from './describe-lake.js';
import { idsOf, names, reading, READINGS } from './readings.js';
import { traceOf } from './trace-of.js';

const WANTED_GONE = 'patient-4711-to-be-forgotten';
const DAYS = ['2024-03-01', '2024-03-02', '2024-03-03'];

/** Three days of forty readings, five a landing; every third one is of the patient, and so are all of the last landing. */
async function landed(under: LakeUnderTest): Promise<Dataset> {
  const dataset = await under.lake.open(READINGS);
  for (let from = 0; from < 120; from += 5) {
    const rows = Array.from({ length: 5 }, (_, index) => {
      const n = from + index;
      const at = `${DAYS[Math.floor(n / 40)]}T00:00:${String(n % 40).padStart(2, '0')}Z`;
      return reading(n, { id: isTheirs(n) ? WANTED_GONE : `r${n}`, measuredAt: at });
    });
    await dataset.land({ stream: 't/0', from, to: from + 5, rows });
  }
  return dataset;
}

const isTheirs = (n: number): boolean => n % 3 === 0 || n >= 115;
const THEIRS = { column: 'id', values: [WANTED_GONE] };
const OTHERS = names(0, 120).filter((_, n) => !isTheirs(n));
const trace = async (under: LakeUnderTest) => traceOf(WANTED_GONE, 'id', await under.files());

/** One person's rows are taken away for good, and nobody else's. */
export function describeRewriting(under: () => LakeUnderTest): void {
  describe('when rows are to be forgotten', () => {
    it('leaves no byte of them in any file, and all others in their order', async () => {
      const dataset = await landed(under());
      expect(await trace(under())).not.toEqual([]);
      const { rows, files } = await dataset.rewriteWithout(THEIRS);
      expect([rows, files]).toEqual([120 - OTHERS.length, 24]);
      expect(await trace(under())).toEqual([]);
      expect(await idsOf(dataset, {}, 7)).toEqual(OTHERS);
      expect(await dataset.count({})).toBe(OTHERS.length);
      expect(await dataset.count({ equals: { id: WANTED_GONE } })).toBe(0);
    });

    it('finds nothing when it is repeated, before and after a restart', async () => {
      const dataset = await landed(under());
      await dataset.rewriteWithout(THEIRS);
      expect(await dataset.rewriteWithout(THEIRS)).toEqual({ rows: 0, files: 0 });
      const again = await (await under().reopen()).open(READINGS);
      expect(await again.rewriteWithout(THEIRS)).toEqual({ rows: 0, files: 0 });
      expect(await idsOf(again)).toEqual(OTHERS);
      expect(await again.landedTo('t/0')).toBe(120);
    });

    it('takes them out of folded files too, and lets what is left be folded', async () => {
      const dataset = await landed(under());
      await dataset.compact();
      await dataset.rewriteWithout(THEIRS);
      expect(await trace(under())).toEqual([]);
      await dataset.land({
        stream: 't/0',
        from: 120,
        to: 121,
        rows: [reading(120, { measuredAt: `${DAYS[0]}T09:00:00Z` })],
      });
      await dataset.compact();
      const first = OTHERS.filter((id) => Number(id.slice(1)) < 40);
      expect(await idsOf(dataset, {}, 9)).toEqual([...first, 'r120', ...OTHERS.slice(first.length)]);
      const again = await (await under().reopen()).open(READINGS);
      expect(await idsOf(again, {}, 9)).toEqual([...first, 'r120', ...OTHERS.slice(first.length)]);
    });

    it('keeps every cursor of before where it was', async () => {
      const dataset = await landed(under());
      await dataset.compact();
      const cursors: [before: string[], next: string][] = [];
      for (let limit = 1; limit < 120; limit += 7) {
        const { rows, next } = await dataset.page({ columns: ['id'] }, limit);
        cursors.push([rows.map(({ id }) => String(id)), next!]);
      }
      await dataset.rewriteWithout(THEIRS);
      await dataset.compact();
      for (const [before, next] of cursors) {
        const { rows } = await dataset.page({ columns: ['id'] }, 1_000, next);
        const seen = before.filter((id) => id !== WANTED_GONE);
        expect([...seen, ...rows.map(({ id }) => String(id))]).toEqual(OTHERS);
      }
    });

    it('gives no place out twice when the end of a day was taken away', async () => {
      const dataset = await under().lake.open(READINGS);
      await dataset.land({ stream: 't/0', from: 0, to: 3, rows: [reading(0), reading(1), reading(2)] });
      await dataset.land({
        stream: 't/0',
        from: 3,
        to: 5,
        rows: [reading(3, { id: WANTED_GONE }), reading(4, { id: WANTED_GONE })],
      });
      await dataset.land({ stream: 't/0', from: 5, to: 6, rows: [reading(5)] });
      const { next } = await dataset.page({ columns: ['id'] }, 5);
      await dataset.rewriteWithout({ column: 'id', values: [WANTED_GONE, 'r5'] });
      const again = await (await under().reopen()).open(READINGS);
      await again.land({ stream: 't/0', from: 6, to: 7, rows: [reading(6)] });
      expect((await again.page({ columns: ['id'] }, 5, next)).rows).toEqual([{ id: 'r6' }]);
      expect(await idsOf(again)).toEqual(['r0', 'r1', 'r2', 'r6']);
    });

    it('goes on beside readers and landings, none of which sees half of a file', async () => {
      const dataset = await landed(under());
      let done = false;
      const rewriting = dataset.rewriteWithout(THEIRS).finally(() => (done = true));
      const late = dataset.land({
        stream: 't/9',
        from: 0,
        to: 1,
        rows: [reading(200, { measuredAt: `${DAYS[2]}T23:00:00Z` })],
      });
      do {
        const ids = await idsOf(dataset, {}, 50);
        expect(ids.filter((id) => id !== WANTED_GONE && id !== 'r200')).toEqual(OTHERS);
        expect(await dataset.count({})).toBeGreaterThanOrEqual(OTHERS.length);
      } while (!done);
      await Promise.all([rewriting, late]);
      expect(await idsOf(dataset)).toEqual([...OTHERS, 'r200']);
    });

    it('takes values of any type, and leaves rows without a value alone', async () => {
      const dataset = await under().lake.open(READINGS);
      const rows = [reading(0), reading(1, { rate: null, steps: null }), reading(2, { rate: 75.5 }), reading(3)];
      await dataset.land({ stream: 't/0', from: 0, to: 4, rows });
      expect(await dataset.rewriteWithout({ column: 'rate', values: [75.5] })).toEqual({ rows: 1, files: 1 });
      expect(await dataset.rewriteWithout({ column: 'steps', values: [3, 99] })).toEqual({ rows: 1, files: 1 });
      const first = { column: 'measuredAt', values: ['2024-03-01T13:00:00+01:00'] };
      expect(await dataset.rewriteWithout(first)).toEqual({ rows: 1, files: 1 });
      expect(await idsOf(dataset)).toEqual(['r1']);
    });

    it.each([
      ['a column that is none', { column: 'name', values: ['a'] }, 'LAKE.COLUMN_UNKNOWN'],
      ['no values', { column: 'id', values: [] }, 'LAKE.SELECTION_INVALID'],
      ['a number as text', { column: 'id', values: [1] }, 'LAKE.SELECTION_INVALID'],
      ['a text as number', { column: 'rate', values: ['a'] }, 'LAKE.SELECTION_INVALID'],
      ['too many values', { column: 'id', values: names(0, 1_001) }, 'LAKE.SELECTION_INVALID'],
    ])('refuses %s', async (_, unwanted, code) => {
      const dataset = await under().lake.open(READINGS);
      await expect(dataset.rewriteWithout(unwanted)).rejects.toMatchObject({ code, spec: { kind: 'invalid' } });
    });
  });
}
