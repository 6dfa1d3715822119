import { readFileSync } from 'node:fs';
import { categorical, numeric, TrainingErrors } from '@mesh/training';
import { fitModel, probabilities } from './index.js';

interface Reference {
  readonly rows: readonly (readonly (number | null)[])[];
  readonly labels: readonly number[];
  readonly fits: readonly {
    readonly l2: number;
    readonly intercept: number;
    readonly weights: number[];
    readonly probabilities: number[];
  }[];
}

const reference = JSON.parse(
  readFileSync(new URL('fixtures/sklearn-logistic.json', import.meta.url), 'utf8'),
) as Reference;
const columns = [numeric('age'), numeric('pressure'), categorical('code', [3, 6, 7])];
const features = reference.rows.map((row) => Float64Array.from(row, (cell) => cell ?? NaN));
const labels = Uint8Array.from(reference.labels);

const rowsOf = (...rows: number[][]) => rows.map((row) => Float64Array.from(row));

describe('given rows that scikit-learn has fitted', () => {
  it.each(reference.fits)(
    'has its coefficients at a penalty of $l2',
    ({ l2, intercept, weights, probabilities: expected }) => {
      const model = fitModel(columns, { features, labels }, l2);
      expect(model.coefficients.intercept).toBeCloseTo(intercept, 6);
      weights.forEach((weight, j) => expect(model.coefficients.weights[j]).toBeCloseTo(weight, 6));
      const own = probabilities(model, features);
      expected.forEach((probability, i) => expect(own[i]).toBeCloseTo(probability, 6));
    },
  );
});

describe('given awkward tables', () => {
  const x = [numeric('x')];

  it('stays finite on outcomes that a line separates', () => {
    const separable = rowsOf([1], [2], [3], [11], [12], [13]);
    const model = fitModel(x, { features: separable, labels: Uint8Array.of(0, 0, 0, 1, 1, 1) }, 1e-3);
    const answers = probabilities(model, separable);
    expect([...answers].every(Number.isFinite)).toBe(true);
    expect(answers[0]).toBeLessThan(0.05);
    expect(answers[5]).toBeGreaterThan(0.95);
  });

  it('gives a constant column and a column without values no weight', () => {
    const flat = rowsOf([1, 0.1, NaN], [2, 0.1, NaN], [3, 0.1, NaN], [4, 0.1, NaN]);
    const model = fitModel(
      [numeric('x'), numeric('flat'), numeric('empty')],
      { features: flat, labels: Uint8Array.of(0, 1, 0, 1) },
      1,
    );
    expect(model.coefficients.weights[0]).not.toBe(0);
    expect([...model.coefficients.weights.subarray(1)]).toEqual([0, 0]);
    const [unseen] = probabilities(model, rowsOf([2, 99, 99]));
    expect(unseen).toBeCloseTo(probabilities(model, rowsOf([2, NaN, NaN]))[0]!, 12);
  });

  it('shares the weight of identical columns', () => {
    const twins = rowsOf([1, 1], [2, 2], [3, 3], [5, 5]);
    const { coefficients } = fitModel(
      [numeric('a'), numeric('b')],
      { features: twins, labels: Uint8Array.of(0, 1, 0, 1) },
      0.01,
    );
    expect(coefficients.weights[0]).toBeCloseTo(coefficients.weights[1]!, 9);
  });

  it('reads a code that training never saw, or that is not declared, like one that was not measured', () => {
    const codes = rowsOf([1], [1], [2], [2], [1]);
    const model = fitModel(
      [categorical('code', [1, 2, 3])],
      { features: codes, labels: Uint8Array.of(0, 0, 1, 1, 1) },
      1,
    );
    const [unseen, unknown, missing, one] = probabilities(model, rowsOf([3], [42], [NaN], [1]));
    expect(unseen).toBe(missing);
    expect(unknown).toBe(missing);
    expect(one).not.toBe(missing);
  });

  it.each([
    ['one class', [1, 1], 1, TrainingErrors.ONE_CLASS],
    ['a penalty of 0', [0, 1], 0, TrainingErrors.PARAMETER_INVALID],
    ['a penalty that is no number', [0, 1], NaN, TrainingErrors.PARAMETER_INVALID],
  ])('refuses %s', (_, outcome, l2, error) => {
    const table = { features: rowsOf([1], [2]), labels: Uint8Array.from(outcome) };
    expect(() => fitModel(x, table, l2)).toThrow(expect.objectContaining({ code: error.code }));
  });

  it('refuses an empty table', () => {
    expect(() => fitModel(x, { features: [], labels: new Uint8Array() }, 1)).toThrow(
      expect.objectContaining({ code: TrainingErrors.ONE_CLASS.code }),
    );
  });
});
