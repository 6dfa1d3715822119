import { snapshotFromBytes, snapshotFromRows, type TableRow } from '../index.js';

const DAY_MS = 86_400_000;
const plan = { columns: ['age', 'pulse'], label: 'ill' };
/** 60 visits of 20 patients, each ill or not for good. */
const visits: readonly TableRow[] = Array.from({ length: 60 }, (_, i) => ({
  patientId: `Ann ${i % 20}`,
  age: 30 + (i % 20),
  pulse: 60 + i / 8,
  ill: (i % 20) % 3 === 0 ? 1 : 0,
  seenAt: new Date(Date.UTC(2026, 0, 1) + i * DAY_MS).toISOString(),
  readAt: new Date(Date.UTC(2026, 0, 1) + i * DAY_MS - 60_000).toISOString(),
}));

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
  return 'nothing';
};
const ages = ({ features, heldOut }: ReturnType<typeof snapshotFromBytes>, judging: boolean) =>
  features.filter((_, i) => heldOut[i] === judging).map((row) => row[0]!);

describe('given a split by patient', () => {
  const split = { by: 'patient', column: 'patientId' } as const;
  const made = snapshotFromRows(visits, { ...plan, split });

  it('has each patient on one side, about the share on the other', () => {
    const [training, judging] = [ages(made.snapshot, false), ages(made.snapshot, true)];
    expect(judging.some((age) => training.includes(age))).toBe(false);
    expect(judging.length / 60).toBeCloseTo(0.3, 1);
    expect(made.snapshot.labels.filter((label, i) => label === 1 && made.snapshot.heldOut[i]).length).toBeGreaterThan(
      0,
    );
  });

  it('is the same from its bytes, whatever the order of the rows, and another with another seed', () => {
    expect(snapshotFromBytes(made.bytes)).toEqual(made.snapshot);
    expect(snapshotFromRows(visits.toReversed(), { ...plan, split }).snapshot.sha256).toBe(made.snapshot.sha256);
    expect(snapshotFromRows(visits, { ...plan, split, seed: 2 }).snapshot.heldOut).not.toEqual(made.snapshot.heldOut);
  });

  it('keeps nothing of the patients', () => {
    const named = visits.map((visit) => ({ ...visit, patientId: `Bob${String(visit['patientId'])}` }));
    const text = new TextDecoder().decode(made.bytes);
    expect(text).not.toMatch(/Ann|patientId/);
    const lines = (bytes: Uint8Array) =>
      new TextDecoder()
        .decode(bytes)
        .split('\n')
        .slice(1)
        .map((line) => line.slice(0, -2))
        .sort();
    expect(lines(snapshotFromRows(named, { ...plan, split }).bytes)).toEqual(lines(made.bytes));
  });

  it('keeps patients with an equal row together', () => {
    const twins = visits.map((visit, i) => (i < 20 ? { ...visit, pulse: 60, age: 40 + (i % 10) } : visit));
    const { snapshot } = snapshotFromRows(twins, { ...plan, split });
    const texts = snapshot.features.map((row) => row.join());
    const training = new Set(texts.filter((_, i) => !snapshot.heldOut[i]));
    expect(texts.some((text, i) => snapshot.heldOut[i] && training.has(text))).toBe(false);
  });

  it.each([
    ['a row without a patient', visits.with(3, { ...visits[3], patientId: '' }), 'TRAINING.ROWS_INVALID'],
    ['no such column', visits.map(({ patientId: _, ...rest }) => rest), 'TRAINING.COLUMN_MISSING'],
    ['one patient only', visits.map((visit) => ({ ...visit, patientId: 'Ann' })), 'TRAINING.SPLIT_IMPOSSIBLE'],
  ])('refuses %s', (_, rows, code) => {
    expect(codeOf(() => snapshotFromRows(rows, { ...plan, split }))).toBe(code);
  });
});

describe('given a split by time', () => {
  const split = { by: 'time', column: 'seenAt' } as const;

  it('judges with the latest rows', () => {
    const { snapshot } = snapshotFromRows(visits, { ...plan, split });
    const pulses = (judging: boolean) =>
      snapshot.features.filter((_, i) => snapshot.heldOut[i] === judging).map((row) => row[1]!);
    expect(Math.max(...pulses(false))).toBeLessThan(Math.min(...pulses(true)));
    expect(pulses(true)).toHaveLength(18);
  });

  it('takes a cut, and says in its bytes where it was', () => {
    const { snapshot, bytes } = snapshotFromRows(visits, { ...plan, split: { ...split, cut: '2026-02-20T00:00:00Z' } });
    expect(snapshot.heldOut.filter(Boolean)).toHaveLength(10);
    expect(new TextDecoder().decode(bytes)).toContain('"split":{"by":"time","cut":"2026-02-20T00:00:00.000Z"}');
    expect(snapshotFromBytes(bytes)).toEqual(snapshot);
  });

  it('takes values that were known in time', () => {
    const knownAt = { pulse: 'readAt', ill: 'readAt' };
    expect(codeOf(() => snapshotFromRows(visits, { ...plan, split: { ...split, knownAt } }))).toBe('nothing');
  });

  it.each([
    [
      'equal rows on both sides',
      visits.with(59, { ...visits[0], seenAt: visits[59]!['seenAt'] }),
      {},
      'ROW_ON_BOTH_SIDES',
    ],
    ['a patient on both sides', visits, { patient: 'patientId' }, 'PATIENT_ON_BOTH_SIDES'],
    [
      'a feature from after its row',
      visits.with(3, { ...visits[3], readAt: visits[4]!['seenAt'] }),
      { knownAt: { pulse: 'readAt' } },
      'KNOWN_TOO_LATE',
    ],
    [
      'a label of a training row from after the cut',
      visits.with(3, { ...visits[3], readAt: visits[59]!['seenAt'] }),
      { knownAt: { ill: 'readAt' } },
      'KNOWN_TOO_LATE',
    ],
    ['a cut before all rows', visits, { cut: '2020-01-01T00:00:00Z' }, 'SPLIT_IMPOSSIBLE'],
    ['a cut after all rows', visits, { cut: '2030-01-01T00:00:00Z' }, 'SPLIT_IMPOSSIBLE'],
    ['a row without a time', visits.with(3, { ...visits[3], seenAt: null }), {}, 'ROWS_INVALID'],
  ])('refuses %s', (_, rows, more, code) => {
    expect(codeOf(() => snapshotFromRows(rows, { ...plan, split: { ...split, ...more } }))).toBe(`TRAINING.${code}`);
  });
});

describe('given any split', () => {
  it.each([
    ['the label among the features', { columns: ['age', 'ill'] }, visits],
    [
      'a feature that equals the label',
      { columns: ['age', 'sick'] },
      visits.map((visit) => ({ ...visit, sick: visit['ill'] })),
    ],
  ])('refuses %s', (_, more, rows) => {
    expect(codeOf(() => snapshotFromRows(rows, { ...plan, ...more }))).toBe('TRAINING.LABEL_AMONG_FEATURES');
  });
});
