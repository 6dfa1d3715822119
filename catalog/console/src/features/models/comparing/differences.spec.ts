import {
  differenceOf,
  metricDifferences,
  parameterDifferences,
  signatureDifferences,
  subgroupDifferences,
} from './differences.js';
import type { CountMetrics, ProbabilityMetrics } from '../metrics.js';

const measure = (value: number, low: number, high: number) => ({ value, low, high, n: 100 });

const metricsOf = (
  auc: readonly [number, number, number],
  subgroups: ProbabilityMetrics['subgroups'] = [],
): ProbabilityMetrics => ({
  rocAuc: measure(...auc),
  brier: measure(0.12, 0.1, 0.14),
  calibration: { expectedError: 0.05, bins: [] },
  subgroups,
});

describe('given two measures', () => {
  it('makes the interval of the difference from theirs, as Newcombe does for 56/70 and 48/80', () => {
    // Newcombe, Statistics in Medicine 1998;17:873, table II, method 10, case (a): 0.2000 (0.0524 to 0.3339).
    const wilson = (successes: number, n: number) => {
      const z = 1.959963984540054;
      const p = successes / n;
      const centre = (successes + (z * z) / 2) / (n + z * z);
      const reach = (z / (n + z * z)) * Math.sqrt(n * p * (1 - p) + (z * z) / 4);
      return { value: p, low: centre - reach, high: centre + reach, n };
    };
    const { value, low, high } = differenceOf(wilson(48, 80), wilson(56, 70), 'higher');
    expect([value, low, high].map((number) => number?.toFixed(4))).toEqual(['0.2000', '0.0524', '0.3339']);
  });

  it.each([
    [measure(0.8, 0.78, 0.82), measure(0.9, 0.88, 0.92), 'higher', 'better'],
    [measure(0.9, 0.88, 0.92), measure(0.8, 0.78, 0.82), 'higher', 'worse'],
    [measure(0.8, 0.78, 0.82), measure(0.9, 0.88, 0.92), 'lower', 'worse'],
    [measure(0.8, 0.6, 0.95), measure(0.9, 0.7, 0.97), 'higher', 'unclear'],
    [measure(0.8, 0.6, 0.95), measure(0.8, 0.6, 0.95), 'higher', 'same'],
    [0.1, 0.2, 'lower', 'unclear'],
    [0.1, 0.1, 'lower', 'same'],
  ] as const)('says what the change means (%#)', (left, right, better, verdict) => {
    expect(differenceOf(left, right, better).verdict).toBe(verdict);
  });
});

describe('given two versions', () => {
  it('compares every measure, and says nothing of one that only one of them has', () => {
    const left = metricsOf([0.8, 0.78, 0.82]);
    const rows = metricDifferences(left, { ...metricsOf([0.9, 0.88, 0.92]), crossValidatedRocAuc: 0.88 });
    expect(rows.map(({ key, difference }) => [key, difference?.verdict])).toEqual([
      ['rocAuc', 'better'],
      ['brier', 'same'],
      ['calibration', 'same'],
      ['crossValidatedRocAuc', undefined],
    ]);
  });

  it('compares the groups that either was judged on', () => {
    const group = (attribute: string, value: string, auc?: number) => ({
      attribute,
      value,
      n: 50,
      positives: 20,
      brier: 0.1,
      ...(auc !== undefined && { rocAuc: measure(auc, auc - 0.01, auc + 0.01) }),
    });
    const left = metricsOf([0.8, 0.7, 0.9], [group('sex', 'female', 0.7), group('sex', 'male')]);
    const right = metricsOf([0.8, 0.7, 0.9], [group('sex', 'female', 0.8), group('age', '<45', 0.8)]);
    expect(
      subgroupDifferences(left, right).map(({ attribute, value, difference }) => [
        attribute,
        value,
        difference?.verdict,
      ]),
    ).toEqual([
      ['sex', 'female', 'better'],
      ['sex', 'male', undefined],
      ['age', '<45', undefined],
    ]);
  });

  it('tells parameters that changed, came and went', () => {
    expect(parameterDifferences({ l2: 20, seed: 1, folds: 5 }, { l2: 50, seed: 1, penalty: 'ridge' })).toEqual([
      { name: 'l2', left: '20', right: '50', change: 'changed' },
      { name: 'seed', left: '1', right: '1', change: 'same' },
      { name: 'folds', left: '5', change: 'removed' },
      { name: 'penalty', right: 'ridge', change: 'added' },
    ]);
  });

  it('tells features that moved, and tensors of another shape', () => {
    const tensor = (name: string, width: number) => ({ name, datatype: 'FP32', shape: [-1, width] });
    const { features, tensors } = signatureDifferences(
      { features: ['age', 'sex', 'chol'], inputs: [tensor('x', 3)], outputs: [tensor('p', 1)] },
      { features: ['sex', 'age', 'bmi'], inputs: [tensor('x', 3)], outputs: [tensor('p', 2)] },
    );
    expect(features.map(({ name, left, right, change }) => [name, left, right, change])).toEqual([
      ['age', '1', '2', 'changed'],
      ['sex', '2', '1', 'changed'],
      ['chol', '3', undefined, 'removed'],
      ['bmi', undefined, '3', 'added'],
    ]);
    expect(tensors.map(({ name, left, right, change }) => [name, left, right, change])).toEqual([
      ['→ x', 'FP32[?, 3]', 'FP32[?, 3]', 'same'],
      ['← p', 'FP32[?, 1]', 'FP32[?, 2]', 'changed'],
    ]);
  });
});

describe('given two versions that foresee a count', () => {
  const countsOf = (
    explained: readonly [number, number, number],
    north?: readonly [number, number, number],
  ): CountMetrics => ({
    outcome: 'count',
    meanPoissonDeviance: measure(1.1, 1, 1.2),
    meanPoissonDevianceOfMean: measure(2, 1.8, 2.2),
    devianceExplained: measure(...explained),
    meanAbsoluteError: measure(1.5, 1.4, 1.6),
    calibration: { expectedError: 0.2, bins: [] },
    subgroups: [
      {
        ...{ attribute: 'ward', value: 'north', n: 40, meanObserved: 3, meanPredicted: 2.5, meanAbsoluteError: 1.2 },
        ...{ meanPoissonDeviance: measure(1, 0.9, 1.1), ...(north && { devianceExplained: measure(...north) }) },
      },
    ],
  });

  it('compares what they explain, overall and for each group', () => {
    const [left, right] = [countsOf([0.3, 0.28, 0.32], [0.2, 0.1, 0.3]), countsOf([0.5, 0.48, 0.52])];
    const [explained, ...others] = metricDifferences(left, right);
    expect(explained).toMatchObject({ key: 'devianceExplained', difference: { verdict: 'better' } });
    expect(others.map(({ key }) => key)).toEqual(['meanPoissonDeviance', 'meanAbsoluteError', 'calibration']);
    expect(subgroupDifferences(left, right)).toMatchObject([{ value: 'north', left: { value: 0.2 } }]);
    expect(subgroupDifferences(left, right)[0]).not.toHaveProperty('difference');
  });

  it('compares none with a version that foresees a probability', () => {
    expect(metricDifferences(countsOf([0.3, 0.2, 0.4]), metricsOf([0.8, 0.7, 0.9]))).toEqual([]);
    expect(subgroupDifferences(metricsOf([0.8, 0.7, 0.9]), countsOf([0.3, 0.2, 0.4]))).toEqual([]);
  });
});
