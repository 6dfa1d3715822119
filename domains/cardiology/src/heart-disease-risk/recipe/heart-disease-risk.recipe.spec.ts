import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rocAuc } from '@mesh/evaluation';
import { snapshotFromCsv, type Snapshot } from '@mesh/training';
import { crossValidate, fitModel, probabilities } from '@mesh/training-linear';
import { heartColumns, heartDiseaseRiskRecipe } from './heart-disease-risk.recipe.js';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const cleveland = readFileSync(join(root, 'domains/cardiology/data/heart-disease-cleveland.csv'), 'utf8');
const studies = join(process.env['MESH_DATA_DIR'] ?? join(root, '../shared/data'), 'cardiology/uci-heart');
const header = [...heartColumns.map(({ name }) => name), 'num'].join(',');

function studyOf(site: string): Snapshot {
  const csv = `${header}\n${readFileSync(join(studies, `processed.${site}.data`), 'utf8')}`;
  return snapshotFromCsv(csv, { columns: heartColumns, label: 'num', highestGrade: 4, heldOutShare: 0 }).snapshot;
}

describe('given the Cleveland study', () => {
  const { snapshot } = snapshotFromCsv(cleveland, { columns: heartColumns, label: 'disease' });

  it('trains a model that discriminates on the rows it never saw, for each sex and age band', async () => {
    const { metrics, hyperparameters, signature } = await heartDiseaseRiskRecipe(snapshot, {}, () => undefined);
    expect(metrics.rocAuc.n).toBe(snapshot.heldOut.filter(Boolean).length);
    expect(metrics.rocAuc.value).toBeGreaterThan(0.85);
    expect(metrics.brier.value).toBeLessThan(0.16);
    expect(metrics.calibration.expectedError).toBeLessThan(0.12);
    expect(metrics.crossValidatedRocAuc).toBeGreaterThan(0.85);
    expect(metrics.subgroups.map(({ attribute, value }) => `${attribute} ${value}`)).toEqual([
      'sex female',
      'sex male',
      'ageBand 45–54',
      'ageBand 55–64',
      'ageBand <45',
      'ageBand ≥65',
    ]);
    expect(hyperparameters).toMatchObject({ l2From: 'cross-validated log loss', seed: 1, folds: 5 });
    expect(signature.features).toEqual(heartColumns.map(({ name }) => name));
  });

  it('reaches a five-fold area of 0.90 over all rows', () => {
    const [result] = crossValidate(heartColumns, snapshot, { folds: 5, seed: 1, l2: [10] });
    expect(result!.rocAuc).toBeGreaterThanOrEqual(0.9);
  });

  it('trains the same bytes whatever the order of the rows', async () => {
    const [first, ...lines] = cleveland.trim().split('\n');
    const turned = snapshotFromCsv([first, ...lines.reverse()].join('\n'), { columns: heartColumns, label: 'disease' });
    const [a, b] = await Promise.all(
      [snapshot, turned.snapshot].map((s) => heartDiseaseRiskRecipe(s, {}, () => undefined)),
    );
    expect(turned.snapshot.sha256).toBe(snapshot.sha256);
    expect(Buffer.compare(a!.onnx, b!.onnx)).toBe(0);
    expect(a!.metrics).toEqual(b!.metrics);
  });

  it('scores a cholesterol of 0 like one that was not measured', () => {
    const rows = [233, 0, NaN].map((chol) => Float64Array.of(63, 1, 1, 145, chol, 1, 2, 150, 0, 2.3, 3, 0, 6));
    const [measured, zero, none] = probabilities(fitModel(heartColumns, snapshot, 10), rows);
    expect(zero).toBe(none);
    expect(measured).not.toBe(none);
  });
});

const present = existsSync(studies);

(present ? describe : describe.skip)(
  `given the published studies${present ? '' : ' (absent: set MESH_DATA_DIR)'}`,
  () => {
    const cases = snapshotFromCsv(cleveland, { columns: heartColumns, label: 'disease', heldOutShare: 0 }).snapshot;

    it('ships the Cleveland table cell for cell', () => {
      const published = studyOf('cleveland');
      expect(cases.features).toEqual(published.features);
      expect(cases.labels).toEqual(published.labels);
    });

    it('trained on all of Cleveland, discriminates in Budapest, where slope, ca and thal were hardly measured', () => {
      const results = crossValidate(heartColumns, cases, { folds: 5, seed: 1, l2: [1, 2, 5, 10, 20, 50, 100] });
      const { l2 } = results.reduce((a, b) => (a.logLoss <= b.logLoss ? a : b));
      const hungarian = studyOf('hungarian');
      const area = rocAuc(hungarian.labels, probabilities(fitModel(heartColumns, cases, l2), hungarian.features));
      expect(area.n).toBe(294);
      expect(area.value).toBeGreaterThanOrEqual(0.88);
    });
  },
);
