import { SequentialComparison } from '../index.js';
import { seededRandom } from '../distributions/seeded-random.js';

/** Squared errors of a probability: mostly small, now and then near 1; their mean is about `mean`. */
function losses(mean: number, random: () => number): () => number {
  return () => (random() < mean ? 0.7 + 0.3 * random() : 0.15 * mean * random());
}

/** Whether a comparison is decided at any of its looks, one after every observation. */
function everDecided(comparison: SequentialComparison, draws: readonly [() => number, () => number], looks: number) {
  for (let look = 0; look < looks; look++) {
    comparison.observe('champion', draws[0]());
    comparison.observe('challenger', draws[1]());
    if (comparison.isDecided()) return true;
  }
  return false;
}

describe('given two arms that are alike, looked at after every observation', () => {
  it('decides in at most a share alpha of many comparisons', () => {
    const random = seededRandom(11);
    const wrong = Array.from({ length: 150 }, () => {
      const draw = losses(0.15, random);
      return everDecided(new SequentialComparison({ alpha: 0.1 }), [draw, draw], 1_500);
    }).filter(Boolean).length;
    expect(wrong / 150).toBeLessThanOrEqual(0.1);
  });

  it('holds the true difference at all looks together', () => {
    const random = seededRandom(12);
    const misses = Array.from({ length: 100 }, () => {
      const comparison = new SequentialComparison({ alpha: 0.1 });
      for (let look = 0; look < 600; look++) {
        comparison.observe('champion', random() < 0.5 ? 1 : 0);
        comparison.observe('challenger', random() < 0.4 ? 1 : 0);
        const { low, high } = comparison.interval();
        if (low > -0.1 || high < -0.1) return true;
      }
      return false;
    }).filter(Boolean).length;
    expect(misses / 100).toBeLessThanOrEqual(0.1);
  });
});

describe('given a challenger that loses less', () => {
  it('decides for it, and stays decided', () => {
    const random = seededRandom(13);
    const comparison = new SequentialComparison();
    const draws = [losses(0.25, random), losses(0.1, random)] as const;
    expect(everDecided(comparison, draws, 3_000)).toBe(true);
    expect(comparison.interval().high).toBeLessThan(0);
    for (let i = 0; i < 500; i++) comparison.observe('challenger', 1);
    expect(comparison.isDecided()).toBe(true);
  });

  it('goes on after a restart as if there had been none', () => {
    const random = seededRandom(14);
    const whole = new SequentialComparison();
    let part = new SequentialComparison();
    for (let i = 0; i < 200; i++) {
      const [arm, loss] = [random() < 0.3 ? ('challenger' as const) : ('champion' as const), random()];
      whole.observe(arm, loss);
      part.observe(arm, loss);
      if (i === 90) part = new SequentialComparison({ state: JSON.parse(JSON.stringify(part.snapshot())) as never });
    }
    expect(part.interval()).toEqual(whole.interval());
  });
});

describe('given nothing yet, or no loss', () => {
  it('knows nothing', () => {
    expect(new SequentialComparison().interval()).toEqual({ value: 0, low: -1, high: 1, n: 0 });
    expect(new SequentialComparison().isDecided()).toBe(false);
  });

  it.each([-0.1, 1.1, NaN])('refuses %s', (loss) => {
    expect(() => new SequentialComparison().observe('champion', loss)).toThrow(
      expect.objectContaining({ code: 'EVALUATION.LOSS_INVALID' }),
    );
  });
});
