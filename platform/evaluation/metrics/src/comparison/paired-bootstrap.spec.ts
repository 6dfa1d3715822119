import { brier, pairedBootstrap, pairedBootstrapInTurns, rocAuc } from '../index.js';
import { seededRandom } from '../distributions/seeded-random.js';

const random = seededRandom(21);
const labels = Array.from({ length: 300 }, () => (random() < 0.4 ? 1 : 0));
const scored = (skill: number) =>
  labels.map((label) => Math.min(0.999, Math.max(0.001, 0.5 + skill * (label - 0.5) + 0.5 * (random() - 0.5))));
const good = scored(0.5);
const poor = scored(0.1);
const area = (y: Uint8Array, p: Float64Array) => rocAuc(y, p).value;
const error = (y: Uint8Array, p: Float64Array) => p.reduce((sum, each, i) => sum + (each - y[i]!) ** 2, 0) / p.length;

describe('given two models on the same cases', () => {
  it('measures the difference and excludes zero where one is clearly worse', () => {
    const { difference, pValue } = pairedBootstrap({ labels, one: poor, other: good, measure: area, rounds: 500 });
    expect(difference.value).toBeCloseTo(rocAuc(labels, poor).value - rocAuc(labels, good).value, 12);
    expect(difference.high).toBeLessThan(0);
    expect(difference.n).toBe(300);
    expect(pValue).toBeLessThan(0.01);
  });

  it('turns sign with the order', () => {
    const there = pairedBootstrap({ labels, one: poor, other: good, measure: area, rounds: 400 });
    const back = pairedBootstrap({ labels, one: good, other: poor, measure: area, rounds: 400 });
    expect(back.difference.value).toBe(-there.difference.value);
    expect(back.pValue).toBe(there.pValue);
  });

  it('gives the same answer again, and another for another seed', () => {
    const plan = {
      labels,
      one: poor,
      other: good,
      rounds: 200,
      measure: (y: Uint8Array, p: Float64Array) => brier(y, p).value,
    };
    expect(pairedBootstrap({ ...plan, seed: 7 })).toEqual(pairedBootstrap({ ...plan, seed: 7 }));
    expect(pairedBootstrap({ ...plan, seed: 8 }).difference.low).not.toBe(
      pairedBootstrap({ ...plan, seed: 7 }).difference.low,
    );
  });
});

describe('given other work in the same process', () => {
  it('gives the same answer in turns, and stops when it is told to', async () => {
    const plan = { labels, one: poor, other: good, measure: error, rounds: 50 };
    expect(await pairedBootstrapInTurns(plan)).toEqual(pairedBootstrap(plan));
    await expect(pairedBootstrapInTurns(plan, AbortSignal.abort())).rejects.toThrow();
  });
});

describe('given a model and itself', () => {
  it('finds no difference', () => {
    const { difference, pValue } = pairedBootstrap({ labels, one: good, other: good, measure: area, rounds: 100 });
    expect(difference).toMatchObject({ value: 0, low: 0, high: 0 });
    expect(pValue).toBe(1);
  });
});

describe('given many comparisons of models that are equally good', () => {
  it('holds zero in about 95 % of the intervals', () => {
    const hits = Array.from({ length: 60 }, () =>
      pairedBootstrap({ labels, one: scored(0.3), other: scored(0.3), measure: error, rounds: 100 }),
    ).filter(({ difference: { low, high } }) => low <= 0 && high >= 0).length;
    expect(hits).toBeGreaterThanOrEqual(51);
  });
});

describe('given cases that do not fit together', () => {
  it.each([
    ['no case', [], [], 'EVALUATION.NO_CASES'],
    ['a probability too few', [0, 1], [0.5], 'EVALUATION.LENGTHS_DIFFER'],
  ])('refuses %s', (_, y, p, code) => {
    expect(() => pairedBootstrap({ labels: y, one: p, other: p, measure: area })).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
