import { readFileSync } from 'node:fs';
import { brier, calibration, calibrationBinCount, evaluate, EvaluationErrors, rocAuc, rocCurve } from './index.js';

interface Expected {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

interface ReferenceCase {
  readonly name: string;
  readonly labels: number[];
  readonly probabilities: number[];
  readonly rocAuc: Expected;
  readonly brier: Expected;
}

const reference = JSON.parse(readFileSync(new URL('fixtures/sklearn-metrics.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly ReferenceCase[];
};

describe('given cases that scikit-learn has judged', () => {
  it.each(reference.cases)('agrees on $name', ({ labels, probabilities, rocAuc: auc, brier: score }) => {
    const metrics = evaluate({ labels, probabilities });
    for (const bound of ['value', 'low', 'high'] as const) {
      expect(metrics.rocAuc[bound]).toBeCloseTo(auc[bound], 10);
      expect(metrics.brier[bound]).toBeCloseTo(score[bound], 10);
    }
    expect(metrics.rocAuc.n).toBe(labels.length);
  });
});

describe('given few or extreme cases', () => {
  it('counts a tie between the classes as half', () => {
    expect(rocAuc([0, 1, 0, 1], [0.3, 0.3, 0.3, 0.3]).value).toBe(0.5);
  });

  it('does not claim certainty for a perfect separation', () => {
    const area = rocAuc([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], [0.1, 0.1, 0.2, 0.2, 0.3, 0.7, 0.7, 0.8, 0.9, 0.9]);
    expect(area).toMatchObject({ value: 1, high: 1, n: 10 });
    expect(area.low).toBeGreaterThan(0.5);
    expect(area.low).toBeLessThan(0.95);
  });

  it('mirrors the interval when the order is wholly wrong', () => {
    const right = rocAuc([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9]);
    const wrong = rocAuc([1, 1, 0, 0], [0.1, 0.2, 0.8, 0.9]);
    expect(wrong.value).toBe(0);
    expect(wrong.low).toBe(0);
    expect(wrong.high).toBeCloseTo(1 - right.low, 12);
  });

  it('keeps the interval of the Brier score within 0–1', () => {
    expect(brier([1, 0, 1], [1, 0, 0])).toMatchObject({ low: 0, n: 3 });
    expect(brier([1, 0, 1], [1, 0, 0]).high).toBeLessThanOrEqual(1);
  });
});

describe('the ROC curve', () => {
  const area = (points: ReturnType<typeof rocCurve>) => {
    let [x, y, sum] = [0, 0, 0];
    for (const { falsePositiveRate, truePositiveRate } of points) {
      sum += ((falsePositiveRate - x) * (truePositiveRate + y)) / 2;
      [x, y] = [falsePositiveRate, truePositiveRate];
    }
    return sum;
  };

  it.each(reference.cases)('has the area that was measured on $name', ({ labels, probabilities, rocAuc: auc }) => {
    const points = rocCurve(labels, probabilities);
    if (points.length < 200) expect(area(points)).toBeCloseTo(auc.value, 10);
    else expect(area(points)).toBeCloseTo(auc.value, 2);
    expect(points.at(-1)).toMatchObject({ truePositiveRate: 1, falsePositiveRate: 1 });
    expect(points.length).toBeLessThanOrEqual(201);
  });

  it('keeps only its corners, and cases of one probability together', () => {
    expect(rocCurve([1, 1, 1, 0, 1, 0], [0.9, 0.8, 0.7, 0.5, 0.5, 0.1])).toEqual([
      { threshold: 0.9, truePositiveRate: 0.25, falsePositiveRate: 0 },
      { threshold: 0.7, truePositiveRate: 0.75, falsePositiveRate: 0 },
      { threshold: 0.5, truePositiveRate: 1, falsePositiveRate: 0.5 },
      { threshold: 0.1, truePositiveRate: 1, falsePositiveRate: 1 },
    ]);
  });

  it('is empty for one class', () => {
    expect(rocCurve([1, 1], [0.2, 0.3])).toEqual([]);
  });
});

describe('calibration', () => {
  it('measures the gap between what was said and what happened', () => {
    const { expectedError, bins } = calibration(
      [0, 0, 1, 0, 1, 1, 1, 1],
      [0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75],
      2,
    );
    expect(bins).toEqual([
      { meanPredicted: 0.25, observedRate: 0.25, n: 4 },
      { meanPredicted: 0.75, observedRate: 1, n: 4 },
    ]);
    expect(expectedError).toBe(0.125);
  });

  it('never tells equal probabilities apart', () => {
    const { bins } = calibration([0, 1, 0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5, 0.5, 0.9], 3);
    expect(bins.map(({ n }) => n)).toEqual([5, 1]);
  });

  it('gives every bin at least 25 cases, up to ten bins', () => {
    expect([10, 49, 50, 91, 250, 10_000].map(calibrationBinCount)).toEqual([1, 1, 2, 3, 10, 10]);
  });
});

describe('subgroups', () => {
  const labels = [0, 1, 0, 1, 1, 1];
  const probabilities = [0.2, 0.8, 0.6, 0.4, 0.9, 0.7];
  const sex = { attribute: 'sex', values: ['female', 'female', 'male', 'male', undefined, 'unknown'] };

  it('measures each apart and leaves out discrimination where there is one class only', () => {
    const { subgroups } = evaluate({ labels, probabilities, subgroups: [sex] });
    expect(subgroups.map(({ value, n, positives, rocAuc: area }) => [value, n, positives, area?.value])).toEqual([
      ['female', 2, 1, 1],
      ['male', 2, 1, 0],
      ['unknown', 1, 1, undefined],
    ]);
    expect(subgroups[1]!.brier).toBeCloseTo(0.36, 12);
  });
});

describe('given cases that cannot be judged', () => {
  it.each([
    ['no case', [], [], EvaluationErrors.NO_CASES],
    ['a label too many', [0, 1, 1], [0.5, 0.5], EvaluationErrors.LENGTHS_DIFFER],
    ['a label of 2', [0, 2], [0.5, 0.5], EvaluationErrors.LABEL_INVALID],
    ['a probability that is no number', [0, 1], [0.5, NaN], EvaluationErrors.PROBABILITY_INVALID],
    ['a probability above 1', [0, 1], [0.5, 1.5], EvaluationErrors.PROBABILITY_INVALID],
    ['one class', [1, 1], [0.5, 0.7], EvaluationErrors.ONE_CLASS],
  ])('refuses %s', (_, labels, probabilities, error) => {
    expect(() => evaluate({ labels, probabilities })).toThrow(expect.objectContaining({ code: error.code }));
  });
});
