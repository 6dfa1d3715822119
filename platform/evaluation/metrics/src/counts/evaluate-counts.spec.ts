import { seededRandom } from '../distributions/seeded-random.js';
import { evaluateCounts } from '../index.js';

/** A count of that mean (Knuth's product of random numbers). */
function drawn(mean: number, next: () => number): number {
  let count = 0;
  for (let product = next(); product > Math.exp(-mean); product *= next()) count++;
  return count;
}

/** Counts of two wards, and their true means. */
function wards(cases: number, seed: number) {
  const next = seededRandom(seed);
  const north = Array.from({ length: cases }, () => next() < 0.3);
  const expected = north.map((is) => (is ? 6 : 1.5) * (0.5 + next()));
  return { expected, observed: expected.map((mean) => drawn(mean, next)), values: north.map((is) => (is ? 'n' : 's')) };
}

describe('given counts that were foreseen', () => {
  it('explains nothing with their plain mean, and all with themselves', () => {
    const observed = [0, 1, 4, 2, 3];
    const byMean = evaluateCounts({ observed, expected: observed.map(() => 2) });
    // Whichever rows were drawn, their mean explains nothing of them.
    expect(byMean.devianceExplained).toEqual({ value: 0, low: 0, high: 0, n: 5 });
    expect(byMean.meanPoissonDeviance.value).toBe(byMean.meanPoissonDevianceOfMean.value);
    expect(byMean.meanAbsoluteError.value).toBe(1.2);
    const met = evaluateCounts({ observed, expected: observed });
    expect(met.devianceExplained.value).toBeCloseTo(1, 5);
    expect(met.devianceExplained.high).toBeLessThanOrEqual(1);
    expect(met.meanAbsoluteError).toEqual({ value: 0, low: 0, high: 0, n: 5 });
  });

  it('says worse than the mean by a share below 0', () => {
    expect(evaluateCounts({ observed: [0, 1, 5], expected: [5, 1, 0.1] }).devianceExplained.value).toBeLessThan(-1);
  });

  it('has 95 % intervals that hold the truth about 95 times of a hundred', () => {
    const large = evaluateCounts(wards(200_000, 1));
    const held = { devianceExplained: 0, meanPoissonDeviance: 0, meanAbsoluteError: 0 };
    const rounds = 300;
    for (let seed = 2; seed < rounds + 2; seed++) {
      const small = evaluateCounts(wards(300, seed));
      for (const name of Object.keys(held) as (keyof typeof held)[])
        if (small[name].low <= large[name].value && large[name].value <= small[name].high) held[name]++;
    }
    // Three standard errors of a share of 0.95 in 300 rounds are 0.038.
    for (const share of Object.values(held)) expect(Math.abs(share / rounds - 0.95)).toBeLessThan(0.04);
  });

  it('tells of each group against its own mean, and of one whose counts are equal without a share', () => {
    const { observed, expected, values } = wards(4_000, 7);
    const { subgroups } = evaluateCounts({ observed, expected, subgroups: [{ attribute: 'ward', values }] });
    expect(subgroups.map(({ attribute, value }) => `${attribute} ${value}`)).toEqual(['ward n', 'ward s']);
    const alone = observed.flatMap((count, i) => (values[i] === 'n' ? [{ count, mean: expected[i]! }] : []));
    const own = evaluateCounts({ observed: alone.map(({ count }) => count), expected: alone.map(({ mean }) => mean) });
    expect(subgroups[0]).toMatchObject({
      n: alone.length,
      devianceExplained: own.devianceExplained,
      meanPoissonDeviance: own.meanPoissonDeviance,
      meanAbsoluteError: own.meanAbsoluteError.value,
    });
    const quiet = { attribute: 'quiet', values: observed.map((count) => (count === 0 ? 'yes' : undefined)) };
    const [silent] = evaluateCounts({ observed, expected, subgroups: [quiet] }).subgroups;
    expect(silent).toMatchObject({ value: 'yes', meanObserved: 0 });
    expect(silent).not.toHaveProperty('devianceExplained');
  });

  it('shows how far expected and observed are apart where much is expected, and where little', () => {
    const { observed, expected } = wards(1_000, 3);
    const honest = evaluateCounts({ observed, expected }).calibration;
    expect(honest.bins).toHaveLength(10);
    expect(honest.bins.reduce((sum, { n }) => sum + n, 0)).toBe(1_000);
    const doubled = evaluateCounts({ observed, expected: expected.map((mean) => 2 * mean) }).calibration;
    expect(doubled.expectedError).toBeGreaterThan(2);
    expect(honest.expectedError).toBeLessThan(0.4);
    const { meanPredicted, meanObserved } = doubled.bins.at(-1)!;
    expect(meanPredicted / meanObserved).toBeGreaterThan(1.7);
  });

  it.each([
    ['a count that is negative', { observed: [1, -1], expected: [1, 1] }, 'COUNT_INVALID'],
    ['half a count', { observed: [1, 0.5], expected: [1, 1] }, 'COUNT_INVALID'],
    ['an expectation that is negative', { observed: [1, 2], expected: [1, -0.1] }, 'EXPECTED_COUNT_INVALID'],
    ['an expectation without end', { observed: [1, 2], expected: [Infinity, 1] }, 'EXPECTED_COUNT_INVALID'],
    ['no expectation', { observed: [1, 2], expected: [1, NaN] }, 'EXPECTED_COUNT_INVALID'],
    ['counts that are all equal', { observed: [3, 3, 3], expected: [3, 2, 1] }, 'COUNTS_EQUAL'],
    ['no case', { observed: [], expected: [] }, 'NO_CASES'],
    ['lists of two lengths', { observed: [1, 2], expected: [1] }, 'LENGTHS_DIFFER'],
  ])('refuses %s', (_, cases, code) => {
    expect(() => evaluateCounts(cases)).toThrow(expect.objectContaining({ code: `EVALUATION.${code}` }));
  });
});
