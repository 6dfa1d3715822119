import { CATALOG_ANNOUNCED_TOPIC } from '@mesh/events';
import { ALIAS_MOVED_TOPIC, HttpModelRegistry, type AliasMoved, type ProbabilityMetrics } from '@mesh/models';
import { eventually, type Json } from '@mesh/testing';
import { numeric, snapshotFromRows } from '@mesh/training';
import { logisticRecipe } from '@mesh/training-linear';
import onnxProto from 'onnx-proto';

import { startMlflow, type MlflowUnderTest } from '../testing/mlflow-under-test.suite.js';
import { onnxOf, type TinyGraph } from '../testing/tiny-onnx.suite.js';

const FEATURES = ['age', 'pressure'];
const columns = FEATURES.map((name) => numeric(name));
const rows = Array.from({ length: 200 }, (_, at) => ({
  age: at % 80,
  pressure: (at * 37) % 100,
  sick: Number((at % 80) + ((at * 37) % 100) > 90) ^ Number(at % 11 === 0),
}));

/** A note that has a signature with these columns. */
const noteWith = (names: readonly string[]): string =>
  `flavors:\n  onnx:\n    data: model.onnx\nsignature:\n  inputs: '${JSON.stringify(names.map((name) => ({ name, type: 'float' })))}'\n`;

/** The same model, as one whose columns are the pixels of an image of that form. */
function ofImages(onnx: Uint8Array, form: object): Uint8Array {
  const { ModelProto, StringStringEntryProto } = onnxProto.onnx;
  const model = ModelProto.decode(onnx);
  model.metadataProps = [StringStringEntryProto.create({ key: 'mesh.image', value: JSON.stringify(form) })];
  return Uint8Array.from(ModelProto.encode(model).finish());
}

describe('given a model that a product announced and the mesh trained once', () => {
  let mlflow: MlflowUnderTest;
  let registry: HttpModelRegistry;
  let trained: Uint8Array;
  let heldOut: number;

  const put = (path: string, body: Uint8Array | string) =>
    mlflow.service.call('PUT', `/api/2.0/mlflow-artifacts/artifacts/${path}`, { body: Buffer.from(body) });
  /** Stores a model as MLflow's client does and registers it. */
  const register = async (
    onnx: Uint8Array | string,
    { model = 'risk', note = 'flavors:\n  onnx:\n    data: model.onnx\n' } = {},
  ) => {
    const { run } = await mlflow.ask('POST runs/create', {});
    const run_id = run.info.run_id as string;
    await mlflow.ask('POST runs/log-parameter', { run_id, key: 'l2', value: '5' });
    const folder = `0/${run_id}/artifacts/model`;
    await put(`${folder}/model.onnx`, onnx);
    await put(`${folder}/MLmodel`, note);
    const { model_version } = await mlflow.ask('POST model-versions/create', {
      name: model,
      source: `runs:/${run_id}/model`,
      run_id,
    });
    return model_version as Json;
  };
  const setAlias = (version: string, alias: string, name = 'risk') =>
    mlflow.service.call('POST', '/api/2.0/mlflow/registered-models/alias', {
      role: 'data-scientist',
      body: { name, alias, version },
    });
  const championMoves = async (): Promise<readonly AliasMoved[]> => {
    const events = [];
    for (const { partition, earliest } of await mlflow.service.log.ranges(ALIAS_MOVED_TOPIC))
      events.push(...(await mlflow.service.log.read(ALIAS_MOVED_TOPIC, partition, earliest, 100)));
    return events.map(({ data }) => data as AliasMoved);
  };

  beforeAll(async () => {
    mlflow = await startMlflow({ judgingMs: 20_000 });
    registry = new HttpModelRegistry({ baseUrl: mlflow.service.address, token: async () => 'data-scientist' });
    const { snapshot, bytes } = snapshotFromRows(rows, { columns, label: 'sick' });
    const { onnx, signature, hyperparameters, metrics } = await logisticRecipe({ columns })(
      snapshot,
      {},
      () => undefined,
    );
    trained = onnx;
    heldOut = snapshot.heldOut.filter(Boolean).length;
    await registry.putArtifact(bytes);
    await registry.register({
      ...{ model: 'risk', onnxSha256: await registry.putArtifact(onnx), signature, hyperparameters, metrics },
      snapshot: {
        sha256: snapshot.sha256,
        rows: 200,
        trainingRows: 200 - heldOut,
        source: 'urn:mesh:cardiology:risk:cohort',
      },
      ...{ commit: 'uncommitted', author: 'test', runId: 'trained-by-the-mesh', contractVersion: '1.0.0' },
    });
    await mlflow.service.log.append(CATALOG_ANNOUNCED_TOPIC, [
      {
        ...{
          id: 'a-1',
          source: 'urn:test',
          type: CATALOG_ANNOUNCED_TOPIC,
          time: new Date().toISOString(),
          key: 'cardiology.risk',
        },
        data: {
          state: 'started',
          product: {
            id: 'cardiology.risk',
            version: '1.2.0',
            models: [{ name: 'risk', features: FEATURES, gates: { rocAuc: { min: 0.6 }, brier: { max: 0.3 } } }],
          },
        },
      },
    ]);
    await eventually(async () =>
      expect(await mlflow.db.database.query('SELECT name FROM mlflow.mesh_model')).toEqual([{ name: 'risk' }]),
    );
    await mlflow.ask('POST registered-models/create', { name: 'risk' });
    await mlflow.ask('POST registered-models/create', { name: 'free' });
  });

  afterAll(() => mlflow.close());

  it('makes a version of the mesh of it, judged on the rows that nobody trains on', async () => {
    const version = await register(trained);
    expect(version).toMatchObject({ status: 'READY', version: '1' });
    const made = await registry.version('risk', '2');
    const first = await registry.version('risk', '1');
    expect(made).toMatchObject({
      author: 'test-data-scientist',
      contractVersion: '1.2.0',
      hyperparameters: { l2: '5' },
      onnxSha256: first!.onnxSha256,
      snapshot: first!.snapshot,
      signature: { features: FEATURES, inputs: [{ datatype: 'FP32', shape: [-1, 2] }] },
    });
    expect(made!.gates!.map(({ gate, passed }) => [gate, passed])).toEqual([
      ['signature', true],
      ['missingCells', true],
      ['rocAuc', true],
      ['brier', true],
    ]);
    const [mine, trainedOne] = [made!, first!].map(({ metrics }) => (metrics as ProbabilityMetrics).rocAuc);
    expect(mine!.n).toBe(heldOut);
    expect(mine!.value).toBeCloseTo(trainedOne!.value, 6);
    expect(mlflow.told.map(({ eventType, job }) => [eventType, job.name])).toEqual([
      ['START', 'register.risk'],
      ['COMPLETE', 'register.risk'],
    ]);
  });

  it('moves the alias of the mesh, tells it, and finds the version again by it', async () => {
    const { version } = await register(trained);
    expect((await setAlias(version, 'champion')).status).toBe(200);
    const standing = await registry.aliased('risk', 'champion');
    expect(await championMoves()).toContainEqual(
      expect.objectContaining({
        model: 'risk',
        alias: 'champion',
        version: standing!.version,
        by: 'test-data-scientist',
      }),
    );
    const { model_version } = await mlflow.ask('GET registered-models/alias?name=risk&alias=champion');
    expect(model_version).toMatchObject({ version, aliases: ['champion'] });
    expect((await mlflow.ask('GET registered-models/get?name=risk')).registered_model.aliases).toEqual([
      { alias: 'champion', version },
    ]);
    expect(await mlflow.refusal('DELETE registered-models/alias', { name: 'risk', alias: 'champion' })).toEqual([
      400,
      'INVALID_PARAMETER_VALUE',
    ]);
    expect(await mlflow.refusal('DELETE model-versions/delete', { name: 'risk', version })).toEqual([
      400,
      'INVALID_PARAMETER_VALUE',
    ]);
    await registry.promote('risk', '1', 'champion', 'somebody');
    expect(await mlflow.refusal('GET registered-models/alias?name=risk&alias=champion')).toEqual([
      400,
      'INVALID_PARAMETER_VALUE',
    ]);
  });

  it('lets nothing answer people that does not pass the gates of the product, and says which', async () => {
    const constant = await register(onnxOf({ constant: 0.5 }));
    expect(constant.status).toBe('READY');
    for (const alias of ['champion', 'challenger']) {
      const refused = await setAlias(constant.version, alias);
      const { error_code, message } = (await refused.json()) as Json;
      expect([refused.status, error_code]).toEqual([409, 'RESOURCE_CONFLICT']);
      expect(message).toMatch(/ROC AUC 0\.500 .* is below 0\.6/);
    }
    expect((await setAlias(constant.version, 'shadow')).status).toBe(200);
  });

  it('withdraws a version of the mesh with the one that is deleted', async () => {
    const { version } = await register(trained);
    const made = (await registry.versions('risk'))[0]!;
    await mlflow.ask('DELETE model-versions/delete', { name: 'risk', version });
    expect((await registry.version('risk', made.version))!.status).toBe('withdrawn');
    expect((await register(trained)).version).toBe(String(Number(version) + 1));
  });

  const graphs: readonly (readonly [string, TinyGraph, RegExp])[] = [
    [
      'an operator that nobody knows',
      { operator: 'Bogus', domain: 'nowhere' },
      /ONNX Runtime does not load it .*Bogus/,
    ],
    ['another number of columns', { columns: 3 }, /input has 3 columns .* 2 columns/],
    ['doubles for floats', { type: 11 }, /input is float64\[\?×2\]/],
    ['a fixed number of rows', { rows: 1 }, /takes 1 rows at a time/],
    ['two inputs', { inputs: ['x', 'z'] }, /it has 2 inputs/],
    ['a matrix for an answer', { answers: 2 }, /outputs are float32\[\?×2\] .* exactly one 32-bit float a row/],
    ['no answer for what was not measured', {}, /no probability from 0 to 1 for a row in which nothing was measured/],
  ];

  it.each(graphs)('refuses an ONNX with %s and says why', async (_, graph, reason) => {
    const refused = await register(onnxOf(graph));
    expect(refused.status).toBe('FAILED_REGISTRATION');
    expect(refused.status_message).toMatch(reason);
    const alias = await setAlias(refused.version, 'challenger');
    const { error_code, message } = (await alias.json()) as Json;
    expect([alias.status, error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
    expect(message).toMatch(reason);
  });

  it.each([
    ['bytes that are no ONNX', 'nonsense', {}, /ONNX Runtime does not load it/],
    [
      'no ONNX flavor',
      'x',
      { note: 'flavors:\n  sklearn:\n    pickled_model: model.pkl\n' },
      /only ONNX is deployable/,
    ],
    [
      'a file outside of it',
      'x',
      { note: 'flavors:\n  onnx:\n    data: ../../model.onnx\n' },
      /only ONNX is deployable/,
    ],
    ['a note that cannot be read', 'x', { note: '{{' }, /not readable YAML/],
    ['columns in another order', 'x', { note: noteWith(['pressure', 'age']) }, /names other columns than the contract/],
  ])('refuses %s and says why', async (_, onnx, options, reason) => {
    const refused = await register(onnx, options);
    expect([refused.status, refused.status_message]).toEqual(['FAILED_REGISTRATION', expect.stringMatching(reason)]);
  });

  it('refuses a model that says of its image what its columns are not, and takes one that is right', async () => {
    const wrong = await register(ofImages(trained, { channels: 1, height: 2, width: 2 }));
    expect([wrong.status, wrong.status_message]).toEqual([
      'FAILED_REGISTRATION',
      expect.stringMatching(/mesh\.image does not fit its columns/),
    ]);
    expect((await register(ofImages(trained, { channels: 1, height: 1, width: 2 }))).status).toBe('READY');
  });

  it('takes the columns of the contract by name', async () => {
    expect((await register(trained, { note: noteWith(FEATURES) })).status).toBe('READY');
  });

  it('gives out the rows to learn from and none of those that judge', async () => {
    const answer = await mlflow.service.call('GET', '/api/2.0/mlflow-artifacts/artifacts/mesh/risk/training.csv');
    const [header, ...lines] = (await answer.text()).trimEnd().split('\n');
    expect(header).toBe('age,pressure,label');
    expect(lines).toHaveLength(200 - heldOut);
  });

  it('keeps a model that nobody announced as MLflow’s own, whatever it is', async () => {
    const { version, status } = await register('a pickle', { model: 'free', note: 'flavors:\n  sklearn: {}\n' });
    expect(status).toBe('READY');
    expect((await setAlias(version, 'champion', 'free')).status).toBe(200);
    expect((await mlflow.ask('GET registered-models/alias?name=free&alias=champion')).model_version.version).toBe(
      version,
    );
    expect(await registry.versions('free')).toEqual([]);
    await mlflow.ask('DELETE registered-models/alias', { name: 'free', alias: 'champion' });
    await mlflow.ask('DELETE registered-models/delete', { name: 'free' });
  });

  it('never lets a model that the mesh keeps be renamed or removed', async () => {
    const rename = await mlflow.refusal('POST registered-models/rename', { name: 'risk', new_name: 'other' });
    const remove = await mlflow.refusal('DELETE registered-models/delete', { name: 'risk' });
    expect([rename, remove]).toEqual(Array(2).fill([400, 'INVALID_PARAMETER_VALUE']));
  });
});
