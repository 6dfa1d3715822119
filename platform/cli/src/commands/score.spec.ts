import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import onnxProto from 'onnx-proto';
import { numeric } from '@mesh/training';
import { exportOnnx, fitModel, probabilities } from '@mesh/training-linear';
import { seededRandom } from '../simulation/seeded-random.js';
import { ControlPlaneDouble } from '../testing/control-plane-double.js';
import { ran, type Ran } from '../testing/recording-terminal.js';

const random = seededRandom(7);
const rows = Array.from({ length: 200 }, () => Float64Array.of(30 + 50 * random(), 120 + 200 * random()));
const labels = Uint8Array.from(rows, ([age = 0]) => (age + 20 * random() > 62 ? 1 : 0));
const model = fitModel([numeric('age'), numeric('chol')], { features: rows, labels }, 1);
const onnx = exportOnnx(model);
const onnxSha256 = createHash('sha256').update(onnx).digest('hex');
const champion = {
  model: 'heart',
  version: '3',
  metrics: {},
  onnxSha256,
  signature: {
    features: ['age', 'chol'],
    inputs: [{ name: 'features', datatype: 'FP32', shape: [-1, 2] }],
    outputs: [{ name: 'probability', datatype: 'FP32', shape: [-1] }],
  },
};

describe('given a registry with a champion and a CSV', () => {
  let folder: string;
  let registry: ControlPlaneDouble;
  const file = (name: string): string => join(folder, name);
  const score = (env: Record<string, string>, ...rest: string[]): Promise<Ran> =>
    ran(['score', 'heart', ...rest], { MESH_PORT: String(registry.port), MESH_TOKEN: 'given' }, env.stdin);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mesh-score-'));
    registry = await ControlPlaneDouble.start(() => ({
      'GET /models/heart/aliases/champion': { body: champion },
      [`GET /models/artifacts/${onnxSha256}`]: { body: onnx },
    }));
  });

  afterEach(async () => {
    await registry.stop();
    await rm(folder, { recursive: true });
  });

  it('adds probability, prediction and version to every row, whatever the order of the columns', async () => {
    await writeFile(file('in.csv'), '\ufeffpatient,chol,age\n"a,1",240.5,71\nb,?,\n');
    const { status, stdout } = await score({}, '--in', file('in.csv'), '--out', file('out.csv'));
    expect(status).toBe(0);
    expect(stdout).toContain('2 rows scored with version 3, 0 rejected');
    const [head, first = '', second = ''] = (await readFile(file('out.csv'), 'utf8')).split('\n');
    expect(head).toBe('patient,chol,age,probability,prediction,model_version');
    const [expected = NaN, ofNothing = NaN] = probabilities(model, [
      Float64Array.of(71, 240.5),
      Float64Array.of(NaN, NaN),
    ]);
    const cells = first.split(',').slice(-3);
    expect(Number(cells[0])).toBeCloseTo(expected, 5);
    expect(cells.slice(1)).toEqual([expected >= 0.5 ? '1' : '0', '3']);
    expect(Number(second.split(',').at(-3))).toBeCloseTo(ofNothing, 5);
    expect(await readdir(folder)).toEqual(['in.csv', 'out.csv']);
  });

  it('lists rows that cannot be scored by line, field and rule, never by value, and exits with 3', async () => {
    await writeFile(file('in.csv'), 'age,chol\n50,200\nfifty,200\n51,200,9\n52\n1e60,x\n53,201\n');
    const { status, stdout } = await score({}, '--in', file('in.csv'), '--out', file('out.csv'), '--json');
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ rows: 2, rejected: 4, version: '3' });
    const rejects = await readFile(file('out.csv.rejects.csv'), 'utf8');
    expect(rejects.trimEnd().split('\n')).toEqual([
      'line,field,rule',
      '3,age,number',
      '4,column 3,unknown-column',
      '5,column 2,missing-column',
      '6,age,finite',
      '6,chol,number',
    ]);
  });

  it('keeps the order over many batches, and reads and writes standard streams', async () => {
    const input = ['age,chol', ...Array.from({ length: 2500 }, (_, row) => `${30 + (row % 50)},${row}`)].join('\n');
    const { status, stdout, stderr } = await score({ stdin: input }, '--in', '-', '--out', '-');
    expect(status).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')[1]),
    ).toEqual(Array.from({ length: 2500 }, (_, row) => String(row)));
    const lines = stdout.trimEnd().split('\n').slice(1);
    for (const row of [0, 1_234, 2_499]) {
      const [expected = NaN] = probabilities(model, [Float64Array.of(30 + (row % 50), row)]);
      expect(Number(lines[row]?.split(',').at(-3))).toBeCloseTo(expected, 5);
    }
    expect(stderr).toContain('2500 rows scored');
  });

  it('writes Parquet with numbers as numbers', async () => {
    await writeFile(file('in.csv'), 'name,age,chol\n"O\'Neil, x",50,\nb,60,200\n');
    expect((await score({}, '--in', file('in.csv'), '--out', file('out.parquet'))).status).toBe(0);
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const read = await connection.runAndReadAll(
      `SELECT name, age, chol, prediction, model_version, probability > 0 FROM '${file('out.parquet')}'`,
    );
    expect(read.getRows()).toEqual([
      ["O'Neil, x", 50, null, expect.any(Number), '3', true],
      ['b', 60, 200, expect.any(Number), '3', true],
    ]);
    instance.closeSync();
  });

  it('refuses a header that lacks a feature, unless it is declared absent, and leaves no file behind', async () => {
    await writeFile(file('in.csv'), 'age,cholesterol\n50,200\n');
    const refused = await score({}, '--in', file('in.csv'), '--out', file('out.csv'));
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('lacking: chol');
    expect(await readdir(folder)).toEqual(['in.csv']);
    expect((await score({}, '--in', file('in.csv'), '--out', file('out.csv'), '--without', 'chol')).status).toBe(0);
  });

  it('says which option is wrong when a file is not there or cannot be written', async () => {
    const missing = await score({}, '--in', file('none.csv'), '--out', file('out.csv'));
    expect(missing).toMatchObject({ status: 1 });
    expect(missing.stderr).toContain('CLI.FILE_UNREADABLE');
    await writeFile(file('in.csv'), 'age,chol\n50,200\n');
    const closed = await score({}, '--in', file('in.csv'), '--out', file('none/out.csv'));
    expect(closed).toMatchObject({ status: 1 });
    expect(closed.stderr).toContain('CLI.FILE_UNWRITABLE');
  });
});

describe('given a champion that foresees a count', () => {
  // Counts below 1 are what this graph gives: its answers, under the name of counts.
  const counting = (() => {
    const decoded = onnxProto.onnx.ModelProto.decode(onnx);
    const rename = (name: string | null | undefined) => (name === 'probability' ? 'count' : (name ?? ''));
    for (const node of decoded.graph?.node ?? []) node.output = (node.output ?? []).map(rename);
    for (const output of decoded.graph?.output ?? []) output.name = rename(output.name);
    return Uint8Array.from(onnxProto.onnx.ModelProto.encode(decoded).finish());
  })();
  const sha256 = createHash('sha256').update(counting).digest('hex');
  const outputs = [{ name: 'count', datatype: 'FP32', shape: [-1] }];
  const version = {
    ...{ ...champion, onnxSha256: sha256, metrics: { outcome: 'count' } },
    signature: { ...champion.signature, outputs },
  };
  let folder: string;
  let registry: ControlPlaneDouble;
  const score = (...rest: string[]): Promise<Ran> =>
    ran(['score', 'heart', '--in', join(folder, 'in.csv'), ...rest], {
      ...{ MESH_PORT: String(registry.port), MESH_TOKEN: 'given' },
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mesh-score-'));
    await writeFile(join(folder, 'in.csv'), 'age,chol\n71,240.5\n,\n');
    registry = await ControlPlaneDouble.start(() => ({
      'GET /models/heart/aliases/champion': { body: version },
      [`GET /models/artifacts/${sha256}`]: { body: counting },
    }));
  });

  afterAll(async () => {
    await registry.stop();
    await rm(folder, { recursive: true });
  });

  it('adds the expected count and the version, and nothing of a prediction', async () => {
    const { status, stdout } = await score('--out', '-');
    expect(status).toBe(0);
    const [head, first = ''] = stdout.split('\n');
    expect(head).toBe('age,chol,count,model_version');
    const [expected = NaN] = probabilities(model, [Float64Array.of(71, 240.5)]);
    expect(Number(first.split(',')[2])).toBeCloseTo(expected, 5);
    expect((await score('--out', join(folder, 'out.parquet'))).status).toBe(0);
  });

  it('refuses a threshold, which a count has not', async () => {
    const refused = await score('--out', '-', '--threshold', '0.3');
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('a model that foresees a count');
  });
});
