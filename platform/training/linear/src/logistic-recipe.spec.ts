import { categorical, numeric, snapshotFromRows, TrainingErrors, type TableRow } from '@mesh/training';
import { logisticRecipe } from './index.js';

const columns = [numeric('dose'), categorical('arm', [1, 2])];
const recipe = logisticRecipe({ columns });
const quiet = () => undefined;

const trial: readonly TableRow[] = Array.from({ length: 120 }, (_, i) => ({
  dose: i,
  arm: 1 + (i % 2),
  cured: (i > 60 ? 1 : 0) ^ (i % 9 === 0 ? 1 : 0),
}));

function snapshotOf(rows: readonly TableRow[], heldOutShare = 0.3) {
  return snapshotFromRows(rows, { columns, label: 'cured', heldOutShare }).snapshot;
}

describe('given a table of both outcomes', () => {
  it('chooses the penalty by cross-validation and records how it trained', async () => {
    const stages: string[] = [];
    const trained = await recipe(snapshotOf(trial), { seed: 5 }, (_, stage) => stages.push(stage));
    expect(trained.hyperparameters).toMatchObject({
      algorithm: 'logistic-regression-irls',
      l2From: 'cross-validated log loss',
      seed: 5,
      folds: 5,
    });
    expect(trained.metrics.rocAuc.value).toBeGreaterThan(0.7);
    expect(trained.metrics.crossValidatedRocAuc).toBeGreaterThan(0.7);
    expect(stages).toEqual(['cross-validation', 'fit', 'evaluation', 'export']);
  });

  it('uses the penalty that it is given', async () => {
    const { hyperparameters } = await recipe(snapshotOf(trial), { l2: 3 }, quiet);
    expect(hyperparameters).toMatchObject({ l2: 3, l2From: 'parameter' });
  });

  it('gives the same bytes and metrics for the same snapshot', async () => {
    const [a, b] = [await recipe(snapshotOf(trial), {}, quiet), await recipe(snapshotOf(trial), {}, quiet)];
    expect(Buffer.compare(a.onnx, b.onnx)).toBe(0);
    expect(a).toEqual(b);
  });

  it('trains on the training rows only', async () => {
    const snapshot = snapshotOf(trial);
    const disturbed = {
      ...snapshot,
      features: snapshot.features.map((row, i) => (snapshot.heldOut[i] ? row.map(() => 1e6) : row)),
    };
    const [a, b] = [await recipe(snapshot, {}, quiet), await recipe(disturbed, {}, quiet)];
    expect(Buffer.compare(a.onnx, b.onnx)).toBe(0);
  });

  it('does without cross-validation when an outcome is rarer than the folds', async () => {
    const rare = trial.map((row, i) => ({ ...row, cured: i % 40 === 0 ? 1 : 0 }));
    const { metrics, hyperparameters } = await recipe(snapshotOf(rare), {}, quiet);
    expect(metrics.crossValidatedRocAuc).toBeUndefined();
    expect(hyperparameters['l2From']).toBe('default');
  });
});

describe('given a training that cannot succeed', () => {
  it.each([
    ['one outcome', trial.map((row) => ({ ...row, cured: 0 })), {}, TrainingErrors.ONE_CLASS],
    ['a penalty below 0', trial, { l2: -1 }, TrainingErrors.PARAMETER_INVALID],
    ['a penalty in words', trial, { l2: 'strong' }, TrainingErrors.PARAMETER_INVALID],
  ])('refuses %s', async (_, rows, parameters, error) => {
    await expect(recipe(snapshotOf(rows), parameters, quiet)).rejects.toMatchObject({ code: error.code });
  });

  it('refuses a snapshot without held-out rows, which nothing could judge', async () => {
    await expect(recipe(snapshotOf(trial, 0), {}, quiet)).rejects.toMatchObject({
      code: TrainingErrors.ONE_CLASS.code,
      meta: { part: 'held-out' },
    });
  });

  it('refuses a snapshot of other columns', async () => {
    const { snapshot } = snapshotFromRows(trial, { columns: ['arm', 'dose'], label: 'cured' });
    await expect(recipe(snapshot, {}, quiet)).rejects.toMatchObject({ code: TrainingErrors.COLUMNS_DIFFER.code });
  });
});
