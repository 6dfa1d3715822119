import {
  numeric,
  snapshotFromBytes,
  snapshotFromCsv,
  snapshotFromRows,
  stratifiedFolds,
  type TableRow,
} from './index.js';

const DAY_MS = 86_400_000;
const plan = { columns: [numeric('weekday'), numeric('beds')], label: 'admissions', outcome: 'count' } as const;
/** Days of ten wards. */
const days: readonly TableRow[] = Array.from({ length: 200 }, (_, i) => ({
  ward: `ward ${i % 10}`,
  weekday: i % 7,
  beds: 10 + i,
  admissions: (i * i) % 23,
  day: new Date(Date.UTC(2026, 0, 1) + i * DAY_MS).toISOString(),
}));

const thrownBy = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return error as { readonly code: string; readonly meta: { readonly errors?: readonly object[] } };
  }
  throw new Error('nothing was thrown');
};

describe('given rows of counts', () => {
  const made = snapshotFromRows(days, plan);

  it('keeps each count, and is the same from its bytes whatever the order of the rows', () => {
    const { snapshot, bytes } = made;
    const sum = (values: Iterable<unknown>) => [...values].reduce<number>((total, value) => total + Number(value), 0);
    expect(sum(snapshot.labels)).toBe(sum(days.map(({ admissions }) => admissions)));
    expect(snapshot).toMatchObject({ outcome: 'count', columns: ['weekday', 'beds'] });
    expect(snapshotFromBytes(bytes)).toEqual(snapshot);
    expect(snapshotFromRows(days.toReversed(), plan).snapshot.sha256).toBe(snapshot.sha256);
    expect(new TextDecoder().decode(bytes.slice(0, 80))).toContain('"format":"mesh-snapshot/3"');
  });

  it('is another snapshot than that of the same rows of 0 and 1', () => {
    const rows = days.map((row, i) => ({ ...row, admissions: i % 2 }));
    const [count, occurrence] = [
      snapshotFromRows(rows, plan),
      snapshotFromRows(rows, { ...plan, outcome: 'probability' }),
    ];
    expect(count.snapshot.sha256).not.toBe(occurrence.snapshot.sha256);
    expect([...count.snapshot.labels].toSorted()).toEqual([...occurrence.snapshot.labels].toSorted());
    expect(occurrence.snapshot.outcome).toBeUndefined();
  });

  it('holds about the share out, by content alone, and equal rows together', () => {
    const twins = [...days, ...days];
    const { features, heldOut } = snapshotFromRows(twins, { ...plan, heldOutShare: 0.25 }).snapshot;
    expect(heldOut.filter(Boolean).length / 400).toBeCloseTo(0.25, 1);
    const sides = new Map<string, Set<boolean>>();
    features.forEach((row, i) => sides.set(String(row), (sides.get(String(row)) ?? new Set()).add(heldOut[i]!)));
    expect([...sides.values()].every(({ size }) => size === 1)).toBe(true);
  });

  it('holds out the same rows whatever their counts are', () => {
    const sidesOf = (counts: (i: number) => number) => {
      const { features, heldOut } = snapshotFromRows(
        days.map((row, i) => ({ ...row, admissions: counts(i) })),
        plan,
      ).snapshot;
      return features.flatMap((row, i) => (heldOut[i] ? [String(row)] : [])).toSorted();
    };
    expect(sidesOf((i) => i % 2)).toEqual(sidesOf((i) => (i * 7) % 5));
  });

  it('holds whole entities out, or the latest rows', () => {
    const bedsOf = (judging: boolean, split: object) => {
      const { snapshot, bytes } = snapshotFromRows(days, { ...plan, split } as never);
      expect(snapshotFromBytes(bytes)).toEqual(snapshot);
      return snapshot.features.filter((_, i) => snapshot.heldOut[i] === judging).map((row) => row[1]!);
    };
    const byWard = { by: 'patient', column: 'ward' };
    const wards = [true, false].map((judging) => new Set(bedsOf(judging, byWard).map((beds) => (beds - 10) % 10)));
    expect([...wards[0]!].some((ward) => wards[1]!.has(ward))).toBe(false);
    expect(wards[0]!.size).toBe(3);
    const byTime = { by: 'time', column: 'day' };
    expect(Math.min(...bedsOf(true, byTime))).toBe(Math.max(...bedsOf(false, byTime)) + 1);
    expect(bedsOf(true, byTime)).toHaveLength(60);
  });

  it.each([
    ['is negative', -4711],
    ['is a fraction', 47.11],
    ['is text', '4711 patients'],
    ['was not counted', null],
    ['is not finite', Infinity],
    ['is larger than a snapshot holds', 4_294_967_296],
  ])('names column and line, and never the value, where a count %s', (_, admissions) => {
    const error = thrownBy(() => snapshotFromRows(days.with(6, { ...days[6], admissions }), plan));
    expect(error).toMatchObject({
      code: 'TRAINING.ROWS_INVALID',
      meta: {
        errors: [{ pointer: '/7/admissions', rule: 'label', message: expect.stringContaining('Line 7: admissions') }],
      },
    });
    expect(JSON.stringify(error.meta)).not.toMatch(/4711|47\.11/);
  });

  it('takes the largest count, and the counts of a CSV', () => {
    const { snapshot } = snapshotFromCsv('weekday,beds,admissions\n1,2,4294967295\n2,2,0\n3,2,7e0\n', {
      ...plan,
      heldOutShare: 0,
    });
    expect([...snapshot.labels].toSorted((one, other) => one - other)).toEqual([0, 7, 4_294_967_295]);
  });

  it('refuses a feature that is the count itself, grades of a disease, and folds of equal outcomes', () => {
    const copied = days.map((row) => ({ ...row, beds: row['admissions'] }));
    expect(thrownBy(() => snapshotFromRows(copied, plan)).code).toBe('TRAINING.LABEL_AMONG_FEATURES');
    expect(thrownBy(() => snapshotFromRows(days, { ...plan, highestGrade: 4 })).code).toBe(
      'TRAINING.PARAMETER_INVALID',
    );
    const { features, labels } = made.snapshot;
    expect(thrownBy(() => stratifiedFolds(features, labels, { folds: 5, seed: 1 })).code).toBe(
      'TRAINING.NOT_STRATIFIABLE',
    );
  });

  it.each([
    ['a count that is no number', '1,2,x'],
    ['a negative count', '1,2,-1'],
    ['a count with a leading zero', '1,2,01'],
    ['a count too large', '1,2,4294967296'],
  ])('refuses bytes with %s', (_, line) => {
    const header = {
      format: 'mesh-snapshot/3',
      columns: ['a', 'b'],
      label: 'n',
      outcome: 'count',
      heldOutShare: 0,
      seed: 1,
    };
    const bytes = (first: object) => new TextEncoder().encode(`${JSON.stringify(first)}\n${line}\n`);
    expect(thrownBy(() => snapshotFromBytes(bytes(header))).code).toBe('TRAINING.SNAPSHOT_INVALID');
    expect(thrownBy(() => snapshotFromBytes(bytes({ ...header, outcome: 'other' }))).code).toBe(
      'TRAINING.SNAPSHOT_INVALID',
    );
  });
});
