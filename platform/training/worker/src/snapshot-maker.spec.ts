import { numeric, snapshotFromCsv, snapshotFromRows, type TableRow } from '@mesh/training';
import { makeSnapshot } from './snapshot-maker.js';

const ROWS = 3_000;
/** A thread of low priority waits for everybody else on a busy machine. */
const LONG_MS = 180_000;
const plan = { columns: [numeric('age', { max: 100 }), numeric('dose')], label: 'ill', seed: 3 };
const table = (ages: (nth: number) => number): readonly TableRow[] =>
  Array.from({ length: ROWS }, (_, nth) => ({
    age: ages(nth),
    dose: nth % 11 === 0 ? null : nth / 7,
    ill: nth % 3 === 0 ? 1 : 0,
  }));
const rows = table((nth) => 20 + (nth % 60));
const csv = ['age,dose,ill', ...rows.map(({ age, dose, ill }) => `${age},${dose ?? ''},${ill}`), ''].join('\n');

describe('given a table that is too large to be read beside scoring', () => {
  it(
    'makes the same snapshot of rows as it would in one go',
    async () => {
      const expected = snapshotFromRows(rows, plan);
      const { snapshot, bytes } = await makeSnapshot(rows, plan);
      expect(Buffer.compare(bytes, expected.bytes)).toBe(0);
      expect(snapshot).toEqual(expected.snapshot);
    },
    LONG_MS,
  );

  it(
    'makes the same snapshot of CSV',
    async () => {
      expect((await makeSnapshot(csv, plan)).snapshot).toEqual(snapshotFromCsv(csv, plan).snapshot);
    },
    LONG_MS,
  );

  it(
    'refuses rows that break a rule as the one go does, by line',
    async () => {
      const broken = table((nth) => (nth === 2_000 ? 140 : 30 + (nth % 50)));
      await expect(makeSnapshot(broken, plan)).rejects.toMatchObject({
        code: 'TRAINING.ROWS_INVALID',
        meta: { errors: [{ pointer: '/2001/age' }] },
      });
    },
    LONG_MS,
  );
});
