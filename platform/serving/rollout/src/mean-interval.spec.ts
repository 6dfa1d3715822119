import { meanInterval } from './index.js';

/** mulberry32, public domain: the same numbers each run. */
function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('given observations that are looked at after each one', () => {
  it('holds the mean at all looks together, in at least as many runs as it says', () => {
    const random = seeded(5);
    let missed = 0;
    for (let run = 0; run < 400; run += 1) {
      let [sum, squares] = [0, 0];
      for (let n = 1; n <= 1_000; n += 1) {
        const value = random() - 0.5;
        sum += value;
        squares += value * value;
        const { low, high } = meanInterval({ n, sum, squares });
        if (low > 0 || high < 0) {
          missed += 1;
          break;
        }
      }
    }
    expect(missed / 400).toBeLessThanOrEqual(0.05);
  });

  it('finds a difference that is there', () => {
    const random = seeded(6);
    const values = Array.from({ length: 2_000 }, () => random() - 0.4);
    const sum = values.reduce((total, value) => total + value, 0);
    const squares = values.reduce((total, value) => total + value * value, 0);
    const { low, high } = meanInterval({ n: values.length, sum, squares });
    expect(low).toBeGreaterThan(0);
    expect(high).toBeGreaterThan(0.1);
    expect(low).toBeLessThan(0.1);
  });

  it('claims nothing of few', () => {
    expect(meanInterval({ n: 29, sum: 29, squares: 29 })).toMatchObject({ low: -Infinity, high: Infinity });
    expect(meanInterval({ n: 0, sum: 0, squares: 0 }).n).toBe(0);
  });
});
