import { seededRandom } from './distributions/seeded-random.js';
import {
  atThreshold,
  estimatedPerformance,
  expectedCalibrationError,
  logLoss,
  prAuc,
  rocAuc,
  wilson,
} from './index.js';

describe('average precision', () => {
  it('is the share of positives for a model that cannot tell', () => {
    expect(prAuc([1, 0, 0, 0], [0.5, 0.5, 0.5, 0.5]).value).toBe(0.25);
  });

  it('does not claim certainty for a perfect order', () => {
    const { value, low, high, n } = prAuc([1, 1, 0, 0], [0.9, 0.8, 0.2, 0.1]);
    expect([value, high, n]).toEqual([1, 1, 4]);
    expect(low).toBeLessThan(0.5);
  });
});

describe('an alarm at a threshold', () => {
  it('sounds at the threshold itself', () => {
    const { sensitivity, specificity } = atThreshold([1, 1, 0, 0], [0.5, 0.2, 0.49, 0.5], 0.5);
    expect([sensitivity.value, sensitivity.n, specificity.value, specificity.n]).toEqual([0.5, 2, 0.5, 2]);
  });

  it('keeps the interval of a share within 0–1', () => {
    expect(wilson(0, 10).low).toBe(0);
    expect(wilson(10, 10).high).toBe(1);
    expect(wilson(0, 10).high).toBeGreaterThan(0.2);
  });
});

describe('calibration in fixed bins and log loss', () => {
  it('puts a probability on an edge into the lower bin', () => {
    // 0.3 stands with 0.21 and 0.4 alone: gaps of 0.51 + 1.6 − … by hand.
    expect(expectedCalibrationError([0, 0, 1], [0.21, 0.3, 0.4])).toBeCloseTo((0.51 + 0.6) / 3, 12);
  });

  it('stays finite where a model was sure and wrong', () => {
    expect(logLoss([1], [0])).toBeCloseTo(-Math.log(Number.EPSILON), 9);
    expect(logLoss([1, 0], [1, 0])).toBeCloseTo(0, 12);
  });
});

describe('given probabilities that are calibrated', () => {
  it('foresees intervals that hold the realised figures in about 95 % of windows', () => {
    const random = seededRandom(31);
    const hits = { rocAuc: 0, accuracy: 0, sensitivity: 0, specificity: 0 };
    const within = (value: number, { low, high }: { low: number; high: number }) =>
      value >= low && value <= high ? 1 : 0;
    for (let window = 0; window < 200; window++) {
      const probabilities = Array.from({ length: 400 }, () => random() ** 1.5);
      const labels = probabilities.map((p) => (random() < p ? 1 : 0));
      const estimate = estimatedPerformance(probabilities, 0.4);
      const realised = atThreshold(labels, probabilities, 0.4);
      const correct = labels.filter((label, i) => (label === 1) === probabilities[i]! >= 0.4).length / labels.length;
      hits.rocAuc += within(rocAuc(labels, probabilities).value, estimate.rocAuc);
      hits.accuracy += within(correct, estimate.accuracy);
      hits.sensitivity += within(realised.sensitivity.value, estimate.sensitivity);
      hits.specificity += within(realised.specificity.value, estimate.specificity);
    }
    for (const count of Object.values(hits)) {
      expect(count).toBeGreaterThanOrEqual(180);
      expect(count).toBeLessThanOrEqual(200);
    }
  });
});

describe('given cases that say nothing', () => {
  it.each([
    ['prAuc of one class', () => prAuc([0, 0], [0.1, 0.2]), 'EVALUATION.ONE_CLASS'],
    ['atThreshold of one class', () => atThreshold([1], [0.4], 0.5), 'EVALUATION.ONE_CLASS'],
    ['estimatedPerformance of certain negatives', () => estimatedPerformance([0, 0], 0.5), 'EVALUATION.ONE_CLASS'],
    ['logLoss of nothing', () => logLoss([], []), 'EVALUATION.NO_CASES'],
    ['expectedCalibrationError of nothing', () => expectedCalibrationError([], []), 'EVALUATION.NO_CASES'],
    ['wilson of nothing', () => wilson(0, 0), 'EVALUATION.NO_CASES'],
  ])('refuses %s', (_, figure, code) => {
    expect(figure).toThrow(expect.objectContaining({ code }));
  });
});
