import { heartReadings } from './heart-readings.js';
import { percentile, streamTraffic } from './traffic.js';

describe('given a seed', () => {
  it('makes the same documents again, with gaps but never without age and sex', () => {
    const at = new Date('2026-01-01T00:00:00Z');
    const documentsOf = (seed: number) => {
      const reading = heartReadings(seed);
      return Array.from({ length: 200 }, () => reading(at));
    };
    expect(documentsOf(4)).toEqual(documentsOf(4));
    expect(documentsOf(4)).not.toEqual(documentsOf(5));
    expect(documentsOf(4).some(({ thal }) => thal === null)).toBe(true);
    expect(documentsOf(4).every(({ age, sex }) => Number.isInteger(age) && Number.isInteger(sex))).toBe(true);
  });
});

describe('given a rate and a time', () => {
  it('sends as many as were asked for and counts answers and failures apart', async () => {
    const figures = await streamTraffic({
      rate: 400,
      durationMs: 250,
      post: (sequence) => (sequence % 4 === 0 ? Promise.reject(new Error('refused')) : Promise.resolve()),
    });
    expect(figures).toMatchObject({ sent: 100, answered: 75, failed: 25 });
  });

  it('does not wait for slow answers before it sends the next', async () => {
    const startedAt = Date.now();
    const figures = await streamTraffic({
      rate: 100,
      durationMs: 200,
      post: () => new Promise((resolve) => setTimeout(resolve, 300)),
    });
    expect(figures).toMatchObject({ sent: 20, answered: 20 });
    expect(Date.now() - startedAt).toBeLessThan(2_000);
    expect(figures.p50Ms).toBeGreaterThan(250);
  });
});

describe('given latencies', () => {
  it.each([
    [[], 0.5, 0],
    [[3], 0.99, 3],
    [[4, 1, 3, 2], 0.5, 2],
    [Array.from({ length: 100 }, (_, index) => index + 1), 0.99, 99],
  ])('finds the percentile of %j', (values, share, expected) => {
    expect(percentile(values, share)).toBe(expected);
  });
});
