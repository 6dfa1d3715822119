import { backgroundOf, Explainer, type ExplainableModel, type Explanation } from './index.js';

const FEATURES = ['a', 'b', 'c'];
const ROWS = Array.from({ length: 40 }, (_, n) => Float64Array.of(n % 7, (n * 3) % 5, n % 6 === 0 ? NaN : n % 4));

/** A model of three features that is computed row by row. */
const modelOf = (of: (a: number, b: number, c: number) => number): ExplainableModel => ({
  features: FEATURES,
  scale: 'log-odds',
  evaluate: (rows) =>
    Promise.resolve(
      Float32Array.from({ length: rows.length / 3 }, (_, n) => of(rows[3 * n]!, rows[3 * n + 1]!, rows[3 * n + 2]!)),
    ),
});
const explain = async (model: ExplainableModel, row: readonly number[], rounds?: number): Promise<Explanation> =>
  (await Explainer.of(model, backgroundOf(ROWS), { ...(rounds !== undefined && { rounds }) })).explain(row);
const sumOf = ({ base, contributions }: Explanation) =>
  contributions.reduce((sum, { contribution }) => sum + contribution, base);
const filled = (c: number) => (Number.isNaN(c) ? 2 : c);

describe('given a model that is a sum of what its features say', () => {
  const model = modelOf((a, b, c) => 0.5 * a + b * b - filled(c));

  it('tells each part against its mean, exactly, and they add up to the value', async () => {
    const explanation = await explain(model, [6, 2, NaN]);
    const mean = (of: (row: Float64Array) => number) => ROWS.reduce((sum, row) => sum + of(row), 0) / ROWS.length;
    expect(explanation).toMatchObject({ method: 'additive', value: 5, backgroundRows: 40 });
    const parts = explanation.contributions.map(({ contribution }) => contribution);
    expect(parts[0]).toBeCloseTo(3 - mean(([a]) => 0.5 * a!), 5);
    expect(parts[1]).toBeCloseTo(4 - mean(([, b]) => b! * b!), 5);
    expect(parts[2]).toBeCloseTo(-2 + mean(([, , c]) => filled(c!)), 5);
    expect(explanation.contributions[2]!.value).toBeNull();
    expect(explanation.contributions[0]!.standardError).toBeUndefined();
    expect(sumOf(explanation)).toBeCloseTo(5, 4);
  });
});

describe('given a model whose features work together', () => {
  const model = modelOf((a, b, c) => a * b + filled(c));

  /** By the definition: over all orders and all rows of the background. */
  const shapley = (row: readonly number[]): number[] => {
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    const sums = [0, 0, 0];
    const value = ([a = 0, b = 0, c = 0]: readonly number[]) => a * b + filled(c);
    for (const from of ROWS)
      for (const order of orders) {
        const at = [...from];
        for (const feature of order) {
          const before = value(at);
          at[feature] = row[feature]!;
          sums[feature]! += (value(at) - before) / ROWS.length / orders.length;
        }
      }
    return sums;
  };

  it('estimates what the definition gives, within its standard error, and adds up to the value', async () => {
    const row = [5, 4, 1];
    const explanation = await explain(model, row, 30);
    const truth = shapley(row);
    expect(explanation.method).toBe('permutation-sampling');
    expect(explanation.sampling).toEqual({ walks: 2 * 30 * 40, seed: 1 });
    explanation.contributions.forEach(({ contribution, standardError }, nth) => {
      expect(Math.abs(contribution - truth[nth]!)).toBeLessThan(4 * standardError! + 1e-5);
      expect(standardError).toBeLessThan(0.5);
    });
    expect(sumOf(explanation)).toBeCloseTo(explanation.value, 4);
    expect(await explain(model, row, 30)).toEqual(explanation);
  });
});

describe('given what cannot be explained', () => {
  const model = modelOf((a) => a);

  it('refuses a row of another width, and a background without rows', async () => {
    await expect(explain(model, [1, 2])).rejects.toMatchObject({ code: 'EXPLANATION.ROW_INVALID' });
    await expect(Explainer.of(model, backgroundOf([]))).rejects.toMatchObject({ code: 'EXPLANATION.BACKGROUND_EMPTY' });
  });
});
