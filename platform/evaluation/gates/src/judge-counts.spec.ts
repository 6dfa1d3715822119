import type { CountSubgroupMetrics } from '@mesh/models';
import type { CountGates, Gates } from '@mesh/product';
import { judge, type GateEvidence } from './index.js';

const measure = (value: number, n = 200) => ({ value, low: value - 0.04, high: value + 0.03, n });
const group = (value: string, explained: number | undefined, n: number): CountSubgroupMetrics => ({
  ...{ attribute: 'ward', value, n, meanObserved: 3, meanPredicted: 3.1, meanAbsoluteError: 1.2 },
  meanPoissonDeviance: measure(1.1, n),
  ...(explained !== undefined && { devianceExplained: measure(explained, n) }),
});

const evidence = {
  outcome: 'count',
  features: ['weekday', 'beds'],
  signature: {
    features: ['weekday', 'beds'],
    inputs: [{ name: 'features', datatype: 'FP32', shape: [-1, 2] }],
    outputs: [{ name: 'count', datatype: 'FP32', shape: [-1] }],
  },
  bytes: 4_000,
  missingCells: { asked: 101, answered: 101 },
  heldOut: {
    outcome: 'count',
    rows: 200,
    devianceExplained: measure(0.4),
    meanAbsoluteError: measure(1.5),
    subgroups: [group('north', 0.3, 90), group('south', 0.5, 110)],
  },
  champion: {
    version: '3',
    outcome: 'count',
    devianceExplained: measure(0.01),
    subgroups: [group('north', 0.33, 90), group('south', 0.49, 110)],
  },
  goldenCases: [{ name: 'a quiet sunday', answer: 1.4 }],
  latency: { medianMs: 0.4, p95Ms: 0.9, runs: 100, rounds: 10 },
  coverage: { rows: 1_000, features: [{ feature: 'beds', measured: 1_000, uncovered: 20 }] },
} satisfies GateEvidence;

const of = { ward: { field: 'beds', starts: [20] } };
const golden = (count: { min?: number; max?: number }) => [{ name: 'a quiet sunday', input: { weekday: 0 }, count }];
/** The one verdict beside those that every version gets. */
const verdictOn = (gates: CountGates, change: Partial<GateEvidence> = {}) =>
  judge(gates, { ...evidence, ...change }).at(-1)!;

describe('given a version that foresees a count', () => {
  it('passes every declared gate that it reaches', () => {
    const verdicts = judge(
      {
        devianceExplained: { min: 0.4 },
        meanAbsoluteError: { max: 1.5 },
        everySubgroup: {
          ...{ of, devianceExplained: { min: 0.3 }, meanPoissonDeviance: { max: 1.1 } },
          behindChampion: { max: 0.031 },
        },
        goldenCases: golden({ min: 1, max: 2 }),
        notWorseThanChampion: { margin: 0.03 },
        latency: { maxMs: 0.9 },
        size: { maxBytes: 4_000 },
        coverage: { inputs: 'arrived', maxUncovered: 0.02 },
      },
      evidence,
    );
    expect(verdicts.filter(({ passed }) => !passed)).toEqual([]);
    expect(verdicts.map(({ gate }) => gate)).toEqual([
      ...['signature', 'missingCells', 'devianceExplained', 'meanAbsoluteError', 'everySubgroup', 'goldenCases'],
      ...['notWorseThanChampion', 'latency', 'size', 'coverage'],
    ]);
    expect(verdicts[1]!.reason).toContain('answered with a count');
    expect(verdicts[6]!.figures).toMatchObject({ by: 'devianceExplained', difference: 0.01, champion: '3' });
  });

  it.each<[string, CountGates, string]>([
    ['too little is explained', { devianceExplained: { min: 0.41 } }, 'Deviance explained 0.400 (0.360 to 0.430)'],
    ['the error is too large', { meanAbsoluteError: { max: 1.4 } }, 'Mean absolute error 1.500'],
    [
      'it may be worse than the champion',
      { notWorseThanChampion: { margin: 0.02 } },
      'Deviance explained differs by 0.010 (-0.030 to 0.040) from champion 3',
    ],
    ['a golden case is answered otherwise', { goldenCases: golden({ min: 1.5 }) }, '1.400 is not at least 1.5'],
    ['a group is explained too little', { everySubgroup: { of, devianceExplained: { min: 0.31 } } }, 'ward north'],
    [
      'a group deviates too much',
      { everySubgroup: { of, meanPoissonDeviance: { max: 1 } } },
      'mean Poisson deviance 1.100',
    ],
    ['a group falls behind the champion', { everySubgroup: { of, behindChampion: { max: 0.02 } } }, 'behind 0.330'],
  ])('says with figures that %s', (_, gates, reason) => {
    const verdict = verdictOn(gates);
    expect(verdict.passed).toBe(false);
    expect(verdict.reason).toContain(reason);
  });

  it('judges the deviance of a group whose counts are equal, and not the share that is explained', () => {
    const heldOut = { ...evidence.heldOut, subgroups: [group('north', undefined, 90)] };
    expect(verdictOn({ everySubgroup: { of, devianceExplained: { min: 0.9 } } }, { heldOut }).passed).toBe(true);
    expect(verdictOn({ everySubgroup: { of, meanPoissonDeviance: { max: 1 } } }, { heldOut }).passed).toBe(false);
  });

  it('fails a floor that these rows do not measure', () => {
    const { devianceExplained: _, ...heldOut } = evidence.heldOut;
    expect(verdictOn({ devianceExplained: { min: 0 } }, { heldOut })).toMatchObject({
      passed: false,
      reason: 'Deviance explained cannot be measured on 200 held-out rows: counts that differ are needed.',
    });
    expect(judge({ rocAuc: { min: 0 } } satisfies Gates, evidence).at(-1)).toMatchObject({
      gate: 'rocAuc',
      passed: false,
    });
  });

  it.each([
    ['a probability for a count', 'probability', 'count'],
    ['a count for a probability', 'count', 'probability'],
  ] as const)('is not judged further where it gives %s', (_, given, outcome) => {
    const { signature } = evidence;
    const outputs = [{ name: given, datatype: 'FP32' as const, shape: [-1] }];
    expect(judge({}, { ...evidence, outcome, signature: { ...signature, outputs } })).toMatchObject([
      { gate: 'signature', passed: false, reason: `The version foresees a ${given} and the product a ${outcome}.` },
    ]);
  });
});
