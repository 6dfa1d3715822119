import type { LakeUnderTest } from './describe-lake.js';
import { idsOf, names, reading, READINGS, readings, textOf } from './readings.js';

const DAYS = ['2024-03-01', '2024-03-02', '2024-03-03'];

/** Three days of two readings each, at 06:00 and 18:00, the days landed backwards. */
async function threeDays(under: LakeUnderTest) {
  const dataset = await under.lake.open(READINGS);
  const rows = DAYS.toReversed().flatMap((day, index) => [
    reading(2 * index, { id: `${day} early`, measuredAt: `${day}T06:00:00Z` }),
    reading(2 * index + 1, { id: `${day} late`, measuredAt: `${day}T18:00:00Z` }),
  ]);
  for (const [offset, row] of rows.entries()) {
    await dataset.land({ stream: 't/0', from: offset, to: offset + 1, rows: [row] });
  }
  return dataset;
}

/** Selections, pages that stay valid, counts and exports. */
export function describeReading(under: () => LakeUnderTest): void {
  describe('when rows are read', () => {
    it('orders them by day and then by landing', async () => {
      const dataset = await threeDays(under());
      expect(await idsOf(dataset, {}, 4)).toEqual(DAYS.flatMap((day) => [`${day} early`, `${day} late`]));
    });

    it.each([
      [
        { from: '2024-03-02T00:00:00Z' },
        ['2024-03-02 early', '2024-03-02 late', '2024-03-03 early', '2024-03-03 late'],
      ],
      [{ to: '2024-03-01T18:00:00Z' }, ['2024-03-01 early']],
      [{ from: '2024-03-01T18:00:00Z', to: '2024-03-02T06:00:00.001Z' }, ['2024-03-01 late', '2024-03-02 early']],
      [{ from: '2024-03-03T20:00:00+02:00' }, ['2024-03-03 late']],
      [{ equals: { id: '2024-03-02 late' } }, ['2024-03-02 late']],
      [{ equals: { steps: 0, resting: true } }, ['2024-03-03 early']],
      [{ equals: { measuredAt: '2024-03-02T19:00:00+01:00' } }, ['2024-03-02 late']],
      [{ equals: { rate: 60.25 } }, ['2024-03-03 late']],
      [{ equals: { rate: 1e308 } }, []],
      [{ equals: { id: `' OR 1=1 --` } }, []],
      [{ from: '2030-01-01T00:00:00Z' }, []],
    ])('selects %j', async (selection, expected) => {
      const dataset = await threeDays(under());
      expect(await idsOf(dataset, selection, 1)).toEqual(expected);
      expect(await dataset.count(selection)).toBe(expected.length);
    });

    it('tells the state that is read: another after each change, the same after none', async () => {
      const dataset = await threeDays(under());
      const before = await dataset.state();
      expect(before.rows).toBe(6);
      expect(await dataset.state()).toEqual(before);
      await dataset.land({ stream: 't/0', from: 6, to: 7, rows: [reading(6, { id: 'more' })] });
      const after = await dataset.state();
      expect([after.rows, after.change > before.change]).toEqual([7, true]);
    });

    it('gives only the columns asked for, in their order', async () => {
      const dataset = await threeDays(under());
      const { rows } = await dataset.page({ columns: ['steps', 'id'] }, 1);
      expect(Object.entries(rows[0] ?? {})).toEqual([
        ['steps', 4],
        ['id', '2024-03-01 early'],
      ]);
    });

    it.each([
      [{ columns: ['id', 'name'] }, 'LAKE.COLUMN_UNKNOWN'],
      [{ equals: { name: 'x' } }, 'LAKE.COLUMN_UNKNOWN'],
      [{ equals: { steps: 'x' } }, 'LAKE.SELECTION_INVALID'],
      [{ from: 'yesterday' }, 'LAKE.SELECTION_INVALID'],
      [{ to: '2024-03-01' }, 'LAKE.SELECTION_INVALID'],
      [{ columns: [] }, 'LAKE.SELECTION_INVALID'],
    ])('refuses %j', async (selection, code) => {
      const dataset = await under().lake.open(READINGS);
      await expect(dataset.page(selection, 10)).rejects.toMatchObject({ code, spec: { kind: 'invalid' } });
      await expect(dataset.count(selection)).rejects.toMatchObject({ code });
      await expect(dataset.export(selection, 'csv')).rejects.toMatchObject({ code });
    });

    it('refuses limits beyond 10,000 and cursors that are not its own', async () => {
      const dataset = await threeDays(under());
      const { next = '' } = await dataset.page({}, 1);
      for (const limit of [0, 10_001, 1.5]) {
        await expect(dataset.page({}, limit)).rejects.toMatchObject({ code: 'LAKE.SELECTION_INVALID' });
      }
      for (const cursor of ['', 'x', 'bnVsbA', next.slice(1)]) {
        await expect(dataset.page({}, 1, cursor)).rejects.toMatchObject({ code: 'LAKE.CURSOR_INVALID' });
      }
      await expect(dataset.page({ columns: ['id'] }, 1, next)).rejects.toMatchObject({ code: 'LAKE.CURSOR_INVALID' });
    });

    it('gives each row once, page by page, while rows are added and files folded', async () => {
      const dataset = await under().lake.open(READINGS);
      let landed = 0;
      const land = async (count: number) => {
        await dataset.land({ stream: 't/0', from: landed, to: landed + count, rows: readings(landed, landed + count) });
        landed += count;
      };
      for (let round = 0; round < 10; round += 1) await land(7);
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await dataset.page({}, 9, cursor);
        ids.push(...page.rows.map((row) => String(row['id'])));
        cursor = page.next;
        if (landed < 100) await land(5);
        if (ids.length === 27 || ids.length === 63) await dataset.compact();
      } while (cursor !== undefined);
      expect(ids).toEqual(names(0, 100));
    });

    it('exports CSV with a header, quoting as RFC 4180 says', async () => {
      const dataset = await under().lake.open(READINGS);
      const rows = [reading(0, { id: 'say "hi", now' }), reading(1, { id: null, rate: null })];
      await dataset.land({ stream: 't/0', from: 0, to: 2, rows });
      expect(await textOf(await dataset.export({}, 'csv'))).toBe(
        'id,measuredAt,rate,steps,resting\r\n' +
          '"say ""hi"", now",2024-03-01T12:00:00.000Z,60.0,0,true\r\n' +
          ',2024-03-01T12:00:01.000Z,,1,false\r\n',
      );
    });

    it('exports a selection in order, and only the header when it is empty', async () => {
      const dataset = await threeDays(under());
      const selection = { columns: ['id'], from: '2024-03-02T12:00:00Z' };
      expect(await textOf(await dataset.export(selection, 'csv'))).toBe(
        'id\r\n2024-03-02 late\r\n2024-03-03 early\r\n2024-03-03 late\r\n',
      );
      const nothing = { columns: ['id'], from: '2031-01-01T00:00:00Z' };
      expect(await textOf(await dataset.export(nothing, 'csv'))).toBe('id\r\n');
    });

    it('exports Parquet', async () => {
      const dataset = await threeDays(under());
      const file = await textOf(await dataset.export({}, 'parquet'));
      expect([file.slice(0, 4), file.slice(-4)]).toEqual(['PAR1', 'PAR1']);
    });

    it('reads rows from before a column was added as null there', async () => {
      await threeDays(under());
      const columns = [{ name: 'device', type: 'string' as const }, ...READINGS.columns];
      const grown = await (await under().reopen()).open({ ...READINGS, columns });
      const before = { equals: { id: '2024-03-02 late' }, columns: ['id', 'device'] };
      expect((await grown.page(before, 1)).rows).toEqual([{ id: '2024-03-02 late', device: null }]);
      const rows = [reading(9, { device: 'b1', measuredAt: '2024-03-02T20:00:00Z' })];
      await grown.land({ stream: 't/0', from: 6, to: 7, rows });
      const selection = { columns: ['id', 'device'], from: '2024-03-02T12:00:00Z', to: '2024-03-03T00:00:00Z' };
      const expected = [
        { id: '2024-03-02 late', device: null },
        { id: 'r9', device: 'b1' },
      ];
      expect((await grown.page(selection, 9)).rows).toEqual(expected);
      await grown.compact();
      expect((await grown.page(selection, 9)).rows).toEqual(expected);
    });

    it('refuses to open rows with columns that they do not have', async () => {
      await threeDays(under());
      const lake = await under().reopen();
      const lost = { ...READINGS, columns: READINGS.columns.slice(0, 3) };
      const other = {
        ...READINGS,
        columns: READINGS.columns.map((one) => ({ ...one, type: one.name === 'rate' ? 'string' : one.type }) as const),
      };
      for (const changed of [lost, other]) {
        await expect(lake.open(changed)).rejects.toMatchObject({ code: 'LAKE.COLUMNS_CHANGED' });
      }
      expect(await (await lake.open(READINGS)).count({})).toBe(6);
    });
  });
}
