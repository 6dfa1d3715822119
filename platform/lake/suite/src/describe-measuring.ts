import type { Measure } from '@mesh/lake';
import type { LakeUnderTest } from './describe-lake.js';
import { reading, READINGS } from './readings.js';

const ALL: readonly Measure[] = [
  { metric: 'rowCount' },
  { metric: 'nullValues', column: 'rate' },
  { metric: 'invalidValues', column: 'id', validValues: ['r0', "it's"] },
  { metric: 'invalidValues', column: 'steps', validValues: [0, 2] },
  { metric: 'invalidValues', column: 'rate', validValues: [60.5] },
  { metric: 'duplicateValues', column: 'id' },
  { metric: 'duplicateValues', column: 'measuredAt' },
];

/** Rows counted by what is wrong with them. */
export function describeMeasuring(under: () => LakeUnderTest): void {
  describe('when rows are measured', () => {
    const measured = async () => {
      const dataset = await under().lake.open(READINGS);
      const rows = [
        reading(0),
        reading(1, { rate: null }),
        reading(2),
        reading(3, { id: 'r0', rate: null, measuredAt: '2024-03-09T12:00:00Z' }),
        reading(4, { id: "it's", steps: null, measuredAt: '2024-03-09T12:00:00Z' }),
        reading(5, { id: null }),
      ];
      for (const [offset, row] of rows.entries())
        await dataset.land({ stream: 't/0', from: offset, to: offset + 1, rows: [row] });
      return dataset;
    };

    it('counts rows without a value, with one that is not valid, and with one that another has', async () => {
      const dataset = await measured();
      const expected = { rows: 6, found: [6, 2, 2, 3, 3, 1, 1] };
      expect(await dataset.measure(ALL)).toEqual(expected);
      await dataset.compact();
      expect(await dataset.measure(ALL)).toEqual(expected);
    });

    it('counts rows alone', async () => {
      const dataset = await measured();
      expect(await dataset.measure([{ metric: 'rowCount' }])).toEqual({ rows: 6, found: [6] });
      expect(await dataset.measure([])).toEqual({ rows: 6, found: [] });
    });

    it('finds nothing where there is nothing', async () => {
      const dataset = await under().lake.open(READINGS);
      expect(await dataset.measure(ALL)).toEqual({ rows: 0, found: ALL.map(() => 0) });
    });

    it('takes rows from before a column was added as having no value there', async () => {
      await measured();
      const columns = [...READINGS.columns, { name: 'device', type: 'string' as const }];
      const grown = await (await under().reopen()).open({ ...READINGS, columns });
      await grown.land({ stream: 't/0', from: 6, to: 7, rows: [reading(6, { device: 'b1' })] });
      const measures: readonly Measure[] = [
        { metric: 'nullValues', column: 'device' },
        { metric: 'invalidValues', column: 'device', validValues: ['b2'] },
      ];
      expect(await grown.measure(measures)).toEqual({ rows: 7, found: [6, 1] });
    });

    it.each<[Measure, string]>([
      [{ metric: 'nullValues', column: 'name' }, 'LAKE.COLUMN_UNKNOWN'],
      [{ metric: 'duplicateValues' }, 'LAKE.COLUMN_UNKNOWN'],
      [{ metric: 'invalidValues', column: 'id' }, 'LAKE.MEASURE_INVALID'],
      [{ metric: 'invalidValues', column: 'id', validValues: [1] }, 'LAKE.MEASURE_INVALID'],
      [{ metric: 'invalidValues', column: 'steps', validValues: [0.5] }, 'LAKE.MEASURE_INVALID'],
      [{ metric: 'invalidValues', column: 'resting', validValues: ['true'] }, 'LAKE.MEASURE_INVALID'],
    ])('refuses %j', async (measure, code) => {
      const dataset = await under().lake.open(READINGS);
      await expect(dataset.measure([measure])).rejects.toMatchObject({ code, spec: { kind: 'invalid' } });
    });
  });
}
