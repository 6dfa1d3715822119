import {
  byBand,
  byCode,
  categorical,
  numeric,
  snapshotFromBytes,
  snapshotFromCsv,
  snapshotFromRows,
  stratifiedFolds,
  TrainingErrors,
  type SnapshotPlan,
  type TableRow,
} from './index.js';

const columns = [numeric('age', { min: 0, max: 120 }), categorical('sex', [0, 1])];
const plan = { columns, label: 'ill' };
const people: readonly TableRow[] = Array.from({ length: 200 }, (_, i) => ({
  age: 20 + (i % 50),
  sex: i % 2,
  ill: i % 4 === 0 ? 1 : 0,
  name: 'Ann',
}));

const thrownBy = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return error as { readonly code: string; readonly meta: Record<string, unknown>; readonly message: string };
  }
  throw new Error('nothing was thrown');
};

describe('given a table', () => {
  it('has the same hash whatever the order of the rows and the way a number is written', () => {
    const a = snapshotFromCsv('age,sex,ill\n50.0,1,1\n-0,,0\n6e1,0,1\n', { ...plan, columns: ['age', 'sex'] });
    const b = snapshotFromRows(
      [
        { age: 60, sex: 0, ill: true },
        { age: 0, sex: null, ill: 0 },
        { age: 50n, sex: 1, ill: 1 },
      ],
      { ...plan, columns: ['age', 'sex'] },
    );
    expect(a.snapshot.sha256).toBe(b.snapshot.sha256);
    expect(Buffer.compare(a.bytes, b.bytes)).toBe(0);
  });

  it.each([
    ['a value', { rows: people.with(3, { ...people[3], age: 99 }) }],
    ['an outcome', { rows: people.with(3, { ...people[3], ill: 1 }) }],
    ['the seed of the split', { seed: 2 }],
    ['the share held out', { heldOutShare: 0.2 }],
    ['the order of the columns', { columns: columns.toReversed() }],
  ])(
    'has another hash when %s changes',
    (_, change: Partial<SnapshotPlan> & { readonly rows?: readonly TableRow[] }) => {
      const { rows = people } = change;
      expect(snapshotFromRows(rows, { ...plan, ...change }).snapshot.sha256).not.toBe(
        snapshotFromRows(people, plan).snapshot.sha256,
      );
    },
  );

  it('is read back from its bytes with values, outcomes and split', () => {
    const { snapshot, bytes } = snapshotFromRows([...people, { age: null, sex: '?', ill: 1 }], plan);
    expect(snapshotFromBytes(bytes)).toEqual(snapshot);
    expect(snapshot.features.filter((row) => Number.isNaN(row[0]))).toHaveLength(1);
  });

  it('ignores columns that it was not asked for, names among them', () => {
    expect(new TextDecoder().decode(snapshotFromRows(people, plan).bytes)).not.toContain('Ann');
  });

  it('refuses bytes that are no snapshot', () => {
    for (const text of [
      '',
      'not json\n',
      '{"format":"other"}\n',
      '{"format":"mesh-snapshot/1","columns":["a"]}\n1,2,3\n',
    ]) {
      expect(thrownBy(() => snapshotFromBytes(new TextEncoder().encode(text))).code).toBe(
        TrainingErrors.SNAPSHOT_INVALID.code,
      );
    }
  });
});

describe('the held-out rows', () => {
  const distinct = people.map((row, i) => ({ ...row, age: 20 + i / 10 }));

  it('are the asked share of each outcome', () => {
    const { heldOut, labels } = snapshotFromRows(distinct, { ...plan, heldOutShare: 0.25 }).snapshot;
    const held = (label: number) => heldOut.filter((out, i) => out && labels[i] === label).length;
    expect([held(0), held(1)]).toEqual([38, 13]);
  });

  it('never share a row with the training rows', () => {
    const { features, heldOut } = snapshotFromRows(people, plan).snapshot;
    const text = (out: boolean) => new Set(features.filter((_, i) => heldOut[i] === out).map(String));
    expect([...text(true)].filter((row) => text(false).has(row))).toEqual([]);
    expect(heldOut).toContain(true);
  });

  it('follow from the seed', () => {
    const heldOut = (seed: number) => snapshotFromRows(distinct, { ...plan, seed }).snapshot.heldOut;
    expect(heldOut(1)).toEqual(heldOut(1));
    expect(heldOut(1)).not.toEqual(heldOut(2));
  });

  it('are none when the share is 0', () => {
    expect(snapshotFromRows(people, { ...plan, heldOutShare: 0 }).snapshot.heldOut).not.toContain(true);
  });
});

describe('folds', () => {
  it('spread each outcome evenly and keep equal rows together', () => {
    const { features, labels } = snapshotFromRows(
      people.map((row, i) => ({ ...row, age: 20 + Math.floor(i / 2) })),
      plan,
    ).snapshot;
    const folds = stratifiedFolds(features, labels, { folds: 5, seed: 1 });
    const sizes = [0, 1, 2, 3, 4].map((fold) => folds.filter((f, i) => f === fold && labels[i] === 1).length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(2);
    const foldsOf = new Map<string, Set<number>>();
    features.forEach((row, i) => foldsOf.set(String(row), (foldsOf.get(String(row)) ?? new Set()).add(folds[i]!)));
    expect([...foldsOf.values()].every(({ size }) => size === 1)).toBe(true);
  });
});

describe('given bad rows', () => {
  it('names line, column and rule, and never the value', () => {
    const csv = 'age,sex,ill\n50,1,1\n777,1,0\nforty,1,0\n50,5,1\n50,1,\n50,1,7\n';
    const error = thrownBy(() => snapshotFromCsv(csv, plan));
    expect(error.code).toBe(TrainingErrors.ROWS_INVALID.code);
    expect(
      (error.meta['errors'] as { pointer: string; rule: string }[]).map(({ pointer, rule }) => `${pointer} ${rule}`),
    ).toEqual(['/3/age range', '/4/age number', '/5/sex category', '/6/ill label', '/7/ill label']);
    expect(JSON.stringify(error)).not.toMatch(/777|forty/);
  });

  it('names no more than twenty', () => {
    const error = thrownBy(() =>
      snapshotFromRows(
        people.map((row) => ({ ...row, age: -1, sex: 9 })),
        plan,
      ),
    );
    expect(error.meta['errors']).toHaveLength(20);
  });

  it('names a line with too few fields without quoting it', () => {
    const error = thrownBy(() => snapshotFromCsv('age,sex,ill\n50,1,1\nSmith,1\n', plan));
    expect(error).toMatchObject({ code: TrainingErrors.CSV_INVALID.code, meta: { line: 3 } });
    expect(JSON.stringify(error)).not.toContain('Smith');
  });

  it.each([
    ['a missing column', () => snapshotFromCsv('age,ill\n50,1\n', plan), TrainingErrors.COLUMN_MISSING],
    ['no rows', () => snapshotFromCsv('age,sex,ill\n', plan), TrainingErrors.NO_ROWS],
    ['nothing', () => snapshotFromCsv('', plan), TrainingErrors.NO_ROWS],
    ['a share of 1', () => snapshotFromRows(people, { ...plan, heldOutShare: 1 }), TrainingErrors.PARAMETER_INVALID],
    ['a broken seed', () => snapshotFromRows(people, { ...plan, seed: 0.5 }), TrainingErrors.PARAMETER_INVALID],
  ])('refuses %s', (_, act, error) => {
    expect(thrownBy(act).code).toBe(error.code);
  });
});

describe('subgroups', () => {
  it('follow from codes and bands', () => {
    const band = byBand('ageBand', 'age', [45, 55, 65]);
    expect([44.9, 45, 54, 55, 64, 65, NaN].map(band.valueOf)).toEqual([
      '<45',
      '45–54',
      '45–54',
      '55–64',
      '55–64',
      '≥65',
      undefined,
    ]);
    const sex = byCode('sex', { 0: 'female', 1: 'male' });
    expect([0, 1, 2, NaN].map(sex.valueOf)).toEqual(['female', 'male', undefined, undefined]);
  });
});
