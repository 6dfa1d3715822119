import type { SubgroupMetrics } from '@mesh/models';
import type { Gates } from '@mesh/product';
import { judge, type GateEvidence } from './index.js';

const tensor = { name: 'x', datatype: 'FP32', shape: [-1, 2] } as const;
const measure = (value: number, n = 200) => ({ value, low: value - 0.04, high: value + 0.03, n });
const group = (value: string, area: number, n: number): SubgroupMetrics => ({
  attribute: 'sex',
  value,
  n,
  positives: Math.round(n / 3),
  rocAuc: measure(area, n),
  brier: 0.12,
});

const evidence = {
  features: ['age', 'sex'],
  signature: { features: ['age', 'sex'], inputs: [tensor], outputs: [tensor] },
  bytes: 4_000,
  missingCells: { asked: 101, answered: 101 },
  heldOut: {
    rows: 200,
    positives: 80,
    rocAuc: measure(0.88),
    brier: measure(0.12),
    calibrationError: 0.05,
    subgroups: [group('female', 0.84, 90), group('male', 0.9, 110)],
  },
  champion: {
    version: '3',
    rocAuc: measure(0.01),
    brier: measure(-0.005),
    subgroups: [group('female', 0.86, 90), group('male', 0.89, 110)],
  },
  goldenCases: [{ name: 'a healthy woman of 40', answer: 0.08 }],
  latency: { medianMs: 0.4, p95Ms: 0.9, runs: 100, rounds: 10 },
  coverage: { rows: 1_000, features: [{ feature: 'age', measured: 1_000, uncovered: 20 }] },
} satisfies GateEvidence;

const sex = { sex: { field: 'sex', names: { 0: 'female', 1: 'male' } } };
const golden = { name: 'a healthy woman of 40', input: { age: 40, sex: 0 }, probability: { max: 0.2 } };

/** The one verdict beside those that every version gets. */
const verdictOn = (gates: Gates, change: Partial<GateEvidence> = {}) =>
  judge(gates, { ...evidence, ...change }).at(-1)!;

describe('given a version that nothing stands against', () => {
  it('passes every declared gate, and those that are asked of every version', () => {
    const verdicts = judge(
      {
        rocAuc: { min: 0.88 },
        brier: { max: 0.12 },
        calibration: { max: 0.05 },
        everySubgroup: { of: sex, rocAuc: { min: 0.84 }, behindChampion: { max: 0.05 } },
        goldenCases: [golden],
        notWorseThanChampion: { margin: 0.03 },
        latency: { maxMs: 0.9 },
        size: { maxBytes: 4_000 },
        coverage: { inputs: 'history', maxUncovered: 0.02 },
      },
      evidence,
    );
    expect(verdicts.filter(({ passed }) => !passed)).toEqual([]);
    expect(verdicts.map(({ gate }) => gate)).toEqual([
      'signature',
      'missingCells',
      'rocAuc',
      'brier',
      'calibration',
      'everySubgroup',
      'goldenCases',
      'notWorseThanChampion',
      'latency',
      'size',
      'coverage',
    ]);
    expect(judge({}, evidence).map(({ gate }) => gate)).toEqual(['signature', 'missingCells']);
  });
});

describe('given a version that falls short', () => {
  it.each<[string, Gates, Partial<GateEvidence>, string]>([
    ['rocAuc', { rocAuc: { min: 0.9 } }, {}, 'ROC AUC 0.880 (0.840 to 0.910) on 200 held-out rows is below 0.9.'],
    ['brier', { brier: { max: 0.1 } }, {}, 'Brier score 0.120 (0.080 to 0.150) on 200 held-out rows is above 0.1.'],
    ['calibration', { calibration: { max: 0.04 } }, {}, 'Calibration error 0.050 on 200 held-out rows is above 0.04.'],
    [
      'rocAuc',
      { rocAuc: { min: 0 } },
      { heldOut: { rows: 4, positives: 0, subgroups: [] } },
      'ROC AUC cannot be measured on 4 held-out rows: both outcomes are needed.',
    ],
    [
      'everySubgroup',
      { everySubgroup: { of: sex, rocAuc: { min: 0.86 } } },
      {},
      'sex female (90 rows): ROC AUC 0.840 is below 0.86.',
    ],
    [
      'everySubgroup',
      { everySubgroup: { of: sex, brier: { max: 0.1 }, leastCases: 100 } },
      {},
      'sex male (110 rows): Brier score 0.120 is above 0.1.',
    ],
    [
      'everySubgroup',
      { everySubgroup: { of: sex, behindChampion: { max: 0.01 } } },
      {},
      'sex female (90 rows): ROC AUC 0.840 is more than 0.01 behind 0.860.',
    ],
    [
      'goldenCases',
      { goldenCases: [{ ...golden, probability: { min: 0.1, max: 0.2 } }] },
      {},
      'a healthy woman of 40: 0.080 is not within 0.1 to 0.2.',
    ],
    [
      'notWorseThanChampion',
      { notWorseThanChampion: {} },
      {},
      'ROC AUC differs by 0.010 (-0.030 to 0.040) from champion 3 on the same 200 held-out rows: it may be more than 0.02 worse.',
    ],
    [
      'notWorseThanChampion',
      { notWorseThanChampion: { by: 'brier', margin: 0.02 } },
      {},
      'Brier score differs by -0.005 (-0.045 to 0.025) from champion 3 on the same 200 held-out rows: it may be more than 0.02 worse.',
    ],
    [
      'notWorseThanChampion',
      { notWorseThanChampion: {} },
      { champion: { version: '3', incomparable: 'it takes chol, which the rows have not' } },
      'Champion 3 cannot be compared: it takes chol, which the rows have not.',
    ],
    [
      'latency',
      { latency: { maxMs: 0.5 } },
      {},
      'One row takes 0.90 ms at the 95th percentile of 100 runs in the quietest of 10 rounds, more than 0.5 ms.',
    ],
    ['size', { size: { maxBytes: 3_999 } }, {}, 'The file has 4000 bytes, more than 3999.'],
    [
      'coverage',
      { coverage: { inputs: 'history', maxUncovered: 0.01 } },
      {},
      'More than 1.0 % of what arrives was never learnt from: age (2.0 %).',
    ],
    [
      'missingCells',
      {},
      { missingCells: { asked: 101, answered: 100 } },
      '100 of 101 rows with at most two measured cells are answered with a probability.',
    ],
  ])('fails %s with its figures in a sentence', (gate, gates, change, reason) => {
    expect(verdictOn(gates, change)).toMatchObject({ gate, passed: false, reason });
  });

  it('passes nothing whose measure is no number', () => {
    const heldOut = { ...evidence.heldOut, rocAuc: measure(NaN), brier: measure(NaN), calibrationError: NaN };
    const gates = { rocAuc: { min: 0 }, brier: { max: 1 }, calibration: { max: 1 } };
    expect(judge(gates, { ...evidence, heldOut }).filter(({ passed }) => !passed)).toHaveLength(3);
    const { features, signature, bytes } = evidence;
    const asked = { ...gates, goldenCases: [golden], latency: { maxMs: 9 } };
    expect(judge(asked, { features, signature, bytes }).filter(({ passed }) => passed)).toHaveLength(1);
  });
});

describe('given too little to judge by', () => {
  it('tells of small groups and judges the others', () => {
    const heldOut = { ...evidence.heldOut, subgroups: [group('female', 0.2, 49), group('male', 0.9, 110)] };
    const verdict = verdictOn({ everySubgroup: { of: sex, rocAuc: { min: 0.8 } } }, { heldOut });
    expect(verdict).toMatchObject({ passed: true, figures: { groups: 2, judged: 1, leastCases: 50 } });
    expect(verdict.reason).toContain('1 are too small');
  });

  it('waits for inputs, and lets a first version pass without a champion', () => {
    const coverage = { rows: 199, features: [{ feature: 'age', measured: 199, uncovered: 199 }] };
    expect(verdictOn({ coverage: { inputs: 'history', maxUncovered: 0 } }, { coverage }).passed).toBe(true);
    const { champion: _, ...first } = evidence;
    expect(judge({ notWorseThanChampion: {} }, first).at(-1)?.reason).toBe('There is no champion to compare with.');
  });
});

describe('given a signature that does not fit', () => {
  it.each([
    [['age'], 'The version does not take sex.'],
    [['age', 'sex', 'chol'], 'The version takes chol, which the product has not.'],
    [['sex', 'age'], 'The version takes age in another place than the product.'],
  ])('judges %j by it alone', (features, reason) => {
    const verdicts = judge({ rocAuc: { min: 0 } }, { ...evidence, signature: { ...evidence.signature, features } });
    expect(verdicts).toMatchObject([{ gate: 'signature', passed: false, reason }]);
  });

  it('says why a file cannot be scored with', () => {
    expect(judge({}, { ...evidence, unusable: 'ONNX Runtime cannot read it' })).toMatchObject([
      { gate: 'signature', passed: false, reason: 'The version cannot be scored with: ONNX Runtime cannot read it.' },
    ]);
  });
});
