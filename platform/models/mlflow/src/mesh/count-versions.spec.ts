import { CATALOG_ANNOUNCED_TOPIC } from '@mesh/events';
import { HttpModelRegistry } from '@mesh/models';
import { eventually, type Json } from '@mesh/testing';
import { snapshotFromRows } from '@mesh/training';

import { countOnnx, type CountGraph } from '../testing/count-onnx.suite.js';
import { startMlflow, type MlflowUnderTest } from '../testing/mlflow-under-test.suite.js';
import { onnxOf } from '../testing/tiny-onnx.suite.js';

const FEATURES = ['beds', 'weekday'];
/** Counts near the number of beds. */
const rows = Array.from({ length: 300 }, (_, at) => ({
  beds: at % 20,
  weekday: at % 7,
  admissions: Math.max(0, (at % 20) + Math.round(2 * Math.sin(at))),
}));
const NOTE = 'flavors:\n  onnx:\n    data: model.onnx\n';

describe('given a model of counts that a product announced and the mesh trained once', () => {
  let mlflow: MlflowUnderTest;
  let registry: HttpModelRegistry;
  let heldOut: number;

  const put = (path: string, body: Uint8Array | string) =>
    mlflow.service.call('PUT', `/api/2.0/mlflow-artifacts/artifacts/${path}`, { body: Buffer.from(body) });
  /** Stores a model as MLflow's client does and registers it. */
  const register = async (onnx: Uint8Array, model = 'admissions') => {
    const { run } = await mlflow.ask('POST runs/create', {});
    const run_id = run.info.run_id as string;
    await put(`0/${run_id}/artifacts/model/model.onnx`, onnx);
    await put(`0/${run_id}/artifacts/model/MLmodel`, NOTE);
    const asked = { name: model, source: `runs:/${run_id}/model`, run_id };
    return (await mlflow.ask('POST model-versions/create', asked)).model_version as Json;
  };
  const announced = (name: string, model: object) => ({
    ...{ id: `a-${name}`, source: 'urn:test', type: CATALOG_ANNOUNCED_TOPIC, time: new Date().toISOString() },
    key: `hospital.${name}`,
    data: {
      state: 'started',
      product: { id: `hospital.${name}`, version: '1.2.0', models: [{ name, features: FEATURES, ...model }] },
    },
  });

  beforeAll(async () => {
    mlflow = await startMlflow({ judgingMs: 20_000 });
    registry = new HttpModelRegistry({ baseUrl: mlflow.service.address, token: async () => 'data-scientist' });
    const columns = FEATURES;
    const { snapshot, bytes } = snapshotFromRows(rows, { columns, label: 'admissions', outcome: 'count' });
    heldOut = snapshot.heldOut.filter(Boolean).length;
    await registry.putArtifact(bytes);
    const measure = { value: 0.4, low: 0.3, high: 0.5, n: heldOut };
    await registry.register({
      ...{ model: 'admissions', onnxSha256: await registry.putArtifact(countOnnx({ shift: 3 })), hyperparameters: {} },
      signature: {
        features: FEATURES,
        inputs: [{ name: 'x', datatype: 'FP32', shape: [-1, 2] }],
        outputs: [{ name: 'count', datatype: 'FP32', shape: [-1] }],
      },
      metrics: {
        ...{ outcome: 'count', meanPoissonDeviance: measure, meanPoissonDevianceOfMean: measure },
        ...{ devianceExplained: measure, meanAbsoluteError: measure },
        ...{ calibration: { expectedError: 1, bins: [] }, subgroups: [] },
      },
      snapshot: {
        ...{ sha256: snapshot.sha256, rows: 300, trainingRows: 300 - heldOut },
        source: 'urn:mesh:hospital:wards:days',
      },
      ...{ commit: 'uncommitted', author: 'test', runId: 'trained-by-the-mesh', contractVersion: '1.0.0' },
    });
    await mlflow.service.log.append(CATALOG_ANNOUNCED_TOPIC, [
      announced('admissions', {
        outcome: 'count',
        gates: { devianceExplained: { min: 0.5 }, notWorseThanChampion: {} },
      }),
      announced('full', { gates: {} }),
      announced('turned', { outcome: 'count', gates: {} }),
    ]);
    await eventually(async () =>
      expect(await mlflow.db.database.query('SELECT name, outcome FROM mlflow.mesh_model ORDER BY name')).toEqual([
        { name: 'admissions', outcome: 'count' },
        { name: 'full', outcome: 'probability' },
        { name: 'turned', outcome: 'count' },
      ]),
    );
    for (const name of ['admissions', 'full', 'turned']) await mlflow.ask('POST registered-models/create', { name });
  });

  afterAll(() => mlflow.close());

  it('makes a version of the mesh of it, judged by deviance on the rows that nobody trains on', async () => {
    expect(await register(countOnnx())).toMatchObject({ status: 'READY' });
    const made = (await registry.versions('admissions'))[0]!;
    expect(made).toMatchObject({
      signature: { features: FEATURES, outputs: [{ name: 'count', datatype: 'FP32', shape: [-1] }] },
      metrics: { outcome: 'count', devianceExplained: { n: heldOut }, meanAbsoluteError: { n: heldOut } },
    });
    expect(made.metrics.outcome === 'count' && made.metrics.devianceExplained.value).toBeGreaterThan(0.6);
    expect(made.gates!.map(({ gate, passed }) => [gate, passed])).toEqual([
      ['signature', true],
      ['missingCells', true],
      ['devianceExplained', true],
      ['notWorseThanChampion', true],
    ]);
  });

  it('says which gate a worse one does not pass, and lets it answer nobody', async () => {
    const { version, status } = await register(countOnnx({ shift: 40 }));
    expect(status).toBe('READY');
    const alias = { name: 'admissions', alias: 'champion', version };
    const refused = await mlflow.service.call('POST', '/api/2.0/mlflow/registered-models/alias', {
      ...{ role: 'data-scientist', body: alias },
    });
    expect([refused.status, ((await refused.json()) as Json).message]).toEqual([
      409,
      expect.stringMatching(/Deviance explained -\d.* is below 0\.5/),
    ]);
  });

  it.each<[string, CountGraph, RegExp]>([
    [
      'an output of another name',
      { outputs: ['y'] },
      /outputs are named y and the contract wants one of the name count/,
    ],
    ['an output besides', { outputs: ['count', 'y'] }, /exactly one 32-bit float a row, the count/],
    ['another number of columns', { columns: 3 }, /input has 3 columns .* 2 columns/],
    ['negative counts', { shift: -5 }, /no finite count from 0 for a row in which nothing was measured/],
    ['counts without end', { shift: Infinity }, /no finite count from 0/],
    ['no count of what was not measured', { keepsMissing: true }, /no finite count from 0 for a row in which nothing/],
  ])('refuses an ONNX with %s and says why', async (_, graph, reason) => {
    const { status, status_message } = await register(countOnnx(graph));
    expect([status, status_message]).toEqual(['FAILED_REGISTRATION', expect.stringMatching(reason)]);
  });

  /** Registers a version of yes and no as the mesh itself does. */
  const registerYesNo = async (model: string) => {
    const yesNo = rows.map(({ admissions, ...row }) => ({ ...row, full: Number(admissions > 9) }));
    const { snapshot, bytes } = snapshotFromRows(yesNo, { columns: FEATURES, label: 'full' });
    await registry.putArtifact(bytes);
    const [first] = await registry.versions('admissions');
    const { signature, metrics: _, gates: __, version: ___, createdAt: ____, status: _____, ...rest } = first!;
    const share = { value: 0.5, low: 0.4, high: 0.6, n: 90 };
    await registry.register({
      ...{ ...rest, model, runId: `yes-no-${model}`, snapshot: { ...rest.snapshot, sha256: snapshot.sha256 } },
      signature: { ...signature, outputs: [{ name: 'y', datatype: 'FP32', shape: [-1] }] },
      metrics: { rocAuc: share, brier: share, calibration: { expectedError: 0, bins: [] }, subgroups: [] },
    });
  };

  it('takes no probability for a count, and no count for a probability', async () => {
    const probability = await register(onnxOf({ constant: 0.5 }));
    expect(probability.status_message).toMatch(/outputs are named y and the contract wants one of the name count/);
    await registerYesNo('full');
    const count = await register(countOnnx(), 'full');
    expect(count.status_message).toMatch(/its output is named count and the contract wants a probability/);
  });

  it('judges no count on rows of yes and no, from before the model foresaw counts', async () => {
    await registerYesNo('turned');
    const { status, status_message } = await register(countOnnx(), 'turned');
    expect([status, status_message]).toEqual([
      'FAILED_REGISTRATION',
      expect.stringMatching(/no snapshot with the features and the outcome of the contract/),
    ]);
  });

  it('gives out the counts to learn from', async () => {
    const answer = await mlflow.service.call('GET', '/api/2.0/mlflow-artifacts/artifacts/mesh/admissions/training.csv');
    const [header, ...lines] = (await answer.text()).trimEnd().split('\n');
    expect(header).toBe('beds,weekday,label');
    expect(lines).toHaveLength(300 - heldOut);
    expect(Math.max(...lines.map((line) => Number(line.split(',')[2])))).toBeGreaterThan(15);
  });
});
