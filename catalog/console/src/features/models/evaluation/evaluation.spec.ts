import { driftOf, driftRows, evaluationPath, pastOf, type ColumnDrift } from './evaluation.js';

const column = (name: string, over: Partial<ColumnDrift> = {}): ColumnDrift => ({
  ...{ name, values: 100, referenceValues: 100, drifted: false, pValue: 0.5, psi: 0.01 },
  ...{ missingRate: 0, referenceMissingRate: 0, outOfRangeRate: 0 },
  ...over,
});
const at = (value: number) => ({ value, low: value - 0.1, high: value + 0.05, n: 100 });

describe('given what is measured of a model all the time', () => {
  it('escapes the model in its address', () => expect(evaluationPath('a b')).toBe('/evaluation/models/a%20b'));

  it.each([
    ['drifted', column('age', { drifted: true, pValue: 0.001 })],
    ['steady', column('age')],
    ['few', { drifted: false }],
  ] as const)('says that a column is %s', (said, found) => expect(driftOf(found)).toBe(said));

  it('shows what moved first and the score last', () => {
    const inputs = [
      column('few', { values: 3, psi: undefined, pValue: undefined } as Partial<ColumnDrift>),
      column('little', { psi: 0.02 }),
      column('moved', { drifted: true, psi: 0.3 }),
      column('unsure', { psi: 0.5 }),
    ];
    const rows = driftRows({ scores: 9, referenceRows: 9, inputs, score: column('score', { drifted: true }) });
    expect(rows.map(({ name }) => name)).toEqual(['moved', 'unsure', 'little', 'few', 'score']);
  });

  it('draws the past from the oldest on, and leaves out when the measure was unknown', () => {
    const lines = [
      { at: '2026-01-03', version: '2', performance: { n: 100, positives: 3, rocAuc: at(0.8) } },
      { at: '2026-01-02', version: '1' },
      { at: '2026-01-01', version: '1', performance: { n: 100, positives: 3, rocAuc: at(0.9) } },
    ];
    expect(pastOf(lines, 'prAuc')).toEqual([]);
    expect(pastOf(lines, 'rocAuc').map(({ version, value }) => [version, value])).toEqual([
      ['1', 0.9],
      ['2', 0.8],
    ]);
    expect(pastOf(lines, 'rocAuc')[0]?.reach.map((reach) => reach.toFixed(2))).toEqual(['0.10', '0.05']);
  });
});
