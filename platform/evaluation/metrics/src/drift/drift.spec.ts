import {
  benjaminiHochberg,
  chiSquared,
  kolmogorovSmirnov,
  normalisedWasserstein,
  populationStability,
  populationStabilityOfCounts,
  wasserstein,
} from '../index.js';

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe('the Kolmogorov–Smirnov test', () => {
  it('counts the orders of two and two values by hand', () => {
    // Of the 6 orders of two and two values 2 keep the samples apart.
    const { statistic, pValue, method } = kolmogorovSmirnov([1, 2], [3, 4]);
    expect([statistic, method]).toEqual([1, 'exact']);
    expect(pValue).toBeCloseTo(2 / 6, 12);
  });

  it('keeps very small chances exact', () => {
    // 1 / C(40, 20) of each order, two of them.
    expect(kolmogorovSmirnov(range(0, 20), range(20, 40)).pValue).toBeCloseTo(2 / 137_846_528_820, 20);
  });

  it('finds nothing between equal samples and leaves out what was not measured', () => {
    expect(kolmogorovSmirnov([1, 2, NaN, 3], [3, NaN, 2, 1])).toMatchObject({ statistic: 0, pValue: 1 });
  });

  it('turns from exact to asymptotic without a jump', () => {
    const a = range(0, 1_000);
    const exact = kolmogorovSmirnov(
      a,
      a.map((value) => value + 55.5),
    );
    const beyond = kolmogorovSmirnov(
      a,
      [...a, 1_000].map((value) => value + 55.5),
    );
    expect([exact.method, beyond.method]).toEqual(['exact', 'asymptotic']);
    expect(Math.abs(exact.pValue - beyond.pValue)).toBeLessThan(0.02);
  });
});

describe('the population stability index', () => {
  it('is zero for the same distribution and grows with the shift', () => {
    const reference = range(0, 1_000);
    expect(populationStability(reference, range(0, 1_000))).toBeCloseTo(0, 12);
    const near = populationStability(
      reference,
      reference.map((value) => value + 50),
    );
    const far = populationStability(
      reference,
      reference.map((value) => value + 300),
    );
    expect(near).toBeGreaterThan(0);
    expect(far).toBeGreaterThan(near);
  });

  it('stays finite where a bin is empty, and works for a column of two values', () => {
    expect(populationStability([0, 0, 0, 1], [1, 1, 1, 1])).toBeGreaterThan(1);
    expect(populationStability([0, 0, 1, 1], [0, 1, 0, 1])).toBe(0);
  });

  it('is what its definition says on counts', () => {
    expect(populationStabilityOfCounts([50, 50], [25, 75])).toBeCloseTo(
      -0.25 * Math.log(0.5) + 0.25 * Math.log(1.5),
      12,
    );
  });
});

describe('the Wasserstein distance', () => {
  it('is the shift of a shifted sample, in its unit', () => {
    expect(wasserstein([1, 2, 3], [4.5, 5.5, 6.5])).toBeCloseTo(3.5, 12);
  });

  it('is comparable between quantities once normalised', () => {
    const celsius = [10, 20, 30, 40];
    const shifted = celsius.map((value) => value + 5);
    const asFahrenheit = (values: number[]) => values.map((value) => value * 1.8 + 32);
    expect(normalisedWasserstein(celsius, shifted)).toBeCloseTo(
      normalisedWasserstein(asFahrenheit(celsius), asFahrenheit(shifted)),
      12,
    );
  });
});

describe('the chi-squared test', () => {
  it('has nothing to tell apart in one category, and leaves out a category nobody has', () => {
    expect(chiSquared([10, 0], [20, 0])).toEqual({ statistic: 0, pValue: 1, degreesOfFreedom: 0 });
    expect(chiSquared([10, 0, 5], [20, 0, 7])).toEqual(chiSquared([10, 5], [20, 7]));
  });
});

describe('the correction for many tests', () => {
  it('never lowers a p-value, keeps their order and never exceeds 1', () => {
    expect(benjaminiHochberg([0.01, 0.02, 0.9])).toEqual([0.03, 0.03, 0.9]);
    expect(benjaminiHochberg([])).toEqual([]);
  });
});

describe('given a sample without a number', () => {
  it.each([
    ['kolmogorovSmirnov', () => kolmogorovSmirnov([NaN], [1])],
    ['populationStability', () => populationStability([1], [])],
    ['wasserstein', () => wasserstein([], [1])],
    ['chiSquared', () => chiSquared([0, 0], [1, 2])],
  ])('%s refuses', (_, test) => {
    expect(test).toThrow(expect.objectContaining({ code: 'EVALUATION.NO_CASES' }));
  });
});
