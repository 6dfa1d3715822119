import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { backgroundOf, occlusionMap } from '@mesh/explanation';
import { openExplainable } from '@mesh/serving-onnx';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { CountMetrics, ProbabilityMetrics } from '@mesh/models';
import { storyNeeding } from '@mesh/testing';
import {
  byBand,
  categorical,
  numeric,
  snapshotFromCsv,
  snapshotFromRows,
  type PythonRecipe,
  type Snapshot,
  type Trained,
} from '@mesh/training';
import { findPython, PythonEnvironments } from './index.js';
import { ENVIRONMENTS, WatchedTraining } from './testing/watched-training.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const OWN_LOCK = new URL('../recipes/requirements.lock', import.meta.url);
const PEERS = fileURLToPath(new URL('./fixtures/sklearn-answers.py', import.meta.url));
const cleveland = readFileSync(join(root, 'domains/cardiology/data/heart-disease-cleveland.csv'), 'utf8');

const columns = [
  numeric('age'),
  categorical('sex', [0, 1]),
  categorical('cp', [1, 2, 3, 4]),
  numeric('trestbps', { missingValue: 0 }),
  numeric('chol', { missingValue: 0 }),
  categorical('fbs', [0, 1]),
  categorical('restecg', [0, 1, 2]),
  numeric('thalach'),
  categorical('exang', [0, 1]),
  numeric('oldpeak'),
  categorical('slope', [1, 2, 3]),
  numeric('ca'),
  categorical('thal', [3, 6, 7]),
];

/** Mulberry32: a small generator with a seed, so that a failure can be repeated. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Patients never seen: cells of the study in new company, a third of them missing, some coded missing or of no known code. */
function strangers(count: number, { features }: Snapshot): Float32Array[] {
  const next = seeded(5);
  const pick = () => features[Math.floor(next() * features.length)]!;
  return Array.from({ length: count }, () =>
    Float32Array.from(columns, ({ name }, j) =>
      next() < 0.3 ? NaN : name === 'chol' && next() < 0.2 ? 0 : name === 'thal' && next() < 0.2 ? 5 : pick()[j]!,
    ),
  );
}

async function infer(onnx: Uint8Array, rows: readonly Float32Array[]): Promise<Float32Array> {
  const session = await InferenceSession.create(onnx, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const values = Float32Array.from(rows.flatMap((row) => [...row]));
  const { probability } = await session.run({ features: new Tensor('float32', values, [rows.length, columns.length]) });
  await session.release();
  return probability!.data as Float32Array;
}

const recipe = (module: string): PythonRecipe => ({ runtime: 'python', module: `mesh_recipes.${module}`, columns });
const python = await findPython();
const story = storyNeeding(
  [
    {
      name: 'Python 3.11',
      remedy: 'install python3 and python3-venv',
      find: () => {
        if (python === undefined) throw new Error('Python 3.11 or later is not installed.');
      },
    },
  ],
  { mustBeTold: process.env['CI'] === 'true' },
);

story('given the recipes in Python and the Cleveland study', () => {
  const { snapshot } = snapshotFromCsv(cleveland, { columns, label: 'disease' });
  let watched: WatchedTraining;
  let interpreter: string;
  let trees: Promise<Trained<ProbabilityMetrics>> | undefined;
  /** Trained once, for every story that only asks them. */
  const grown = () => (trees ??= watched.train(recipe('gradient_boosting'), snapshot));

  beforeAll(async () => {
    // At most once a machine: `npm run tools` makes it before the tests do.
    const environments = new PythonEnvironments({
      home: ENVIRONMENTS,
      installerEnvironment: process.env as Record<string, string>,
    });
    const [one, other] = await Promise.all([environments.interpreter(OWN_LOCK), environments.interpreter(OWN_LOCK)]);
    expect(one).toBe(other);
    interpreter = one;
    watched = new WatchedTraining();
  }, 600_000);

  afterAll(() => rmSync(watched.scratch, { recursive: true, force: true }));

  it('grows trees that discriminate, of the same bytes each time, and answers what scikit-learn answers', async () => {
    const [trained, again] = [await grown(), await watched.train(recipe('gradient_boosting'), snapshot)];
    expect(trained.metrics.rocAuc.n).toBe(snapshot.heldOut.filter(Boolean).length);
    expect(trained.metrics.rocAuc.value).toBeGreaterThan(0.8);
    expect(trained.metrics.brier.value).toBeLessThan(0.18);
    expect(trained.hyperparameters).toMatchObject({ algorithm: 'hist-gradient-boosting', trees: 100, seed: 1 });
    expect(Buffer.compare(trained.onnx, again.onnx)).toBe(0);

    const rows = strangers(2_000, snapshot);
    const training = snapshot.features.flatMap((row, i) =>
      snapshot.heldOut[i] ? [] : [[...row, snapshot.labels[i]!]],
    );
    const asked = JSON.stringify({ columns, training, rows: rows.map((row) => [...row]) });
    const answered = execFileSync(interpreter, ['-B', PEERS], { input: asked, maxBuffer: 1e8 }).toString();
    const expected = JSON.parse(answered) as number[];
    const answers = await infer(trained.onnx, rows);
    const widest = answers.reduce((most, answer, i) => Math.max(most, Math.abs(answer - expected[i]!)), 0);
    expect(widest).toBeLessThan(1e-6);
  }, 240_000);

  it('takes a coded missing value, an unknown code and an infinity for what was not measured', async () => {
    const { onnx } = await grown();
    const row = (chol: number, thal: number) => Float32Array.of(63, 1, 1, 145, chol, 1, 2, 150, 0, 2.3, 3, 0, thal);
    const [none, zero, infinite, unknown] = await infer(onnx, [
      row(NaN, NaN),
      row(0, NaN),
      row(Infinity, NaN),
      row(NaN, 5),
    ]);
    expect([zero, infinite, unknown]).toEqual([none, none, none]);
    const [known] = await infer(onnx, [row(NaN, 7)]);
    expect(known).not.toBe(none);
  }, 240_000);

  it.each(['sigmoid', 'isotonic'])(
    'calibrates the trees by %s on folds that they did not learn from',
    async (method) => {
      const { metrics, hyperparameters, onnx } = await watched.train(recipe('calibrated'), snapshot, {
        parameters: { method },
      });
      expect(metrics.rocAuc.value).toBeGreaterThan(0.8);
      expect(metrics.calibration.expectedError).toBeLessThan(0.15);
      const own = hyperparameters as Record<string, number>;
      expect(own['reported.calibratedLogLoss']).toBeLessThanOrEqual(own['reported.outOfFoldLogLoss']! + 1e-9);
      const plain = await infer((await grown()).onnx, strangers(200, snapshot));
      const order = [...plain.keys()].sort((a, b) => plain[a]! - plain[b]!);
      const answers = await infer(onnx, strangers(200, snapshot));
      // A calibration maps probabilities; it never turns two patients round.
      order.slice(1).forEach((at, i) => expect(answers[at]! - answers[order[i]!]!).toBeGreaterThan(-1e-5));
    },
    240_000,
  );

  it('learns counts, better than their mean does, on rows held out, of the same bytes each time', async () => {
    const next = seeded(9);
    const count = (mean: number) => {
      let product = next();
      let drawn = 0;
      for (const floor = Math.exp(-mean); product > floor; product *= next()) drawn++;
      return drawn;
    };
    const rows = Array.from({ length: 2_000 }, () => {
      const [hour, day] = [next() * 24, next() < 0.2 ? null : next() * 7];
      const mean = 1 + 6 * Math.exp(-((hour - 14) ** 2) / 18) + ((day ?? 0) > 5 ? 2 : 0);
      return { hour, day, calls: count(mean) };
    });
    const own = [numeric('hour'), numeric('day')];
    const calls = snapshotFromRows(rows, {
      columns: own,
      label: 'calls',
      outcome: 'count',
      heldOutShare: 0.25,
    }).snapshot;
    const source = { ...recipe('count_regression'), columns: own, subgroups: [byBand('shift', 'hour', [12])] };
    const trained = await watched.train<CountMetrics>(source, calls);
    const { metrics, signature } = trained;
    expect(signature.outputs).toEqual([{ name: 'count', datatype: 'FP32', shape: [-1] }]);
    expect(metrics).toMatchObject({ outcome: 'count', devianceExplained: { n: calls.heldOut.filter(Boolean).length } });
    expect(metrics.devianceExplained.low).toBeGreaterThan(0.2);
    expect(metrics.calibration.expectedError).toBeLessThan(0.6);
    expect(metrics.subgroups.map(({ value }) => value)).toEqual(['<12', '≥12']);
    expect(Buffer.compare(trained.onnx, (await watched.train<CountMetrics>(source, calls)).onnx)).toBe(0);
    for (const module of ['gradient_boosting', 'calibrated', 'image_network'])
      await expect(watched.train({ ...recipe(module), columns: own }, calls)).rejects.toMatchObject({
        meta: { reason: 'this recipe learns a probability; the model foresees a count' },
      });
    await expect(watched.train(recipe('count_regression'), snapshot)).rejects.toMatchObject({
      meta: { reason: 'this recipe learns a count; the model foresees a probability' },
    });
  }, 240_000);

  it('learns what is seen in small images, of the same bytes each time', async () => {
    const next = seeded(3);
    const names = Array.from({ length: 100 }, (_, i) => `p${i}`);
    const lines = Array.from({ length: 300 }, () => {
      const upright = next() < 0.5 ? 1 : 0;
      const place = 1 + Math.floor(next() * 8);
      const pixels = names.map((_, i) => {
        const along = upright ? i % 10 : Math.floor(i / 10);
        return ((along === place ? 200 : 0) + next() * 120).toFixed(1);
      });
      return [...pixels, upright].join(',');
    });
    const bars = snapshotFromCsv([[...names, 'upright'].join(','), ...lines].join('\n'), {
      columns: names,
      label: 'upright',
    });
    const source = { ...recipe('image_network'), columns: names.map((name) => numeric(name)) };
    const parameters = { height: 10, width: 10, epochs: 12, filters: 4 };
    const trained = await watched.train(source, bars.snapshot, { parameters });
    expect(trained.metrics.rocAuc.value).toBeGreaterThan(0.95);
    expect(Buffer.compare(trained.onnx, (await watched.train(source, bars.snapshot, { parameters })).onnx)).toBe(0);

    const model = await openExplainable(trained.onnx, {
      features: names,
      inputs: [{ name: 'features', datatype: 'FP32', shape: [-1, names.length] }],
      outputs: [{ name: 'probability', datatype: 'FP32', shape: [-1] }],
    });
    expect(model).toMatchObject({ image: { channels: 1, height: 10, width: 10 }, scale: 'log-odds' });
    const upright = Float64Array.from(names, (_, i) => (i % 10 === 6 ? 230 : 60));
    const told = await occlusionMap(model, backgroundOf(bars.snapshot.features), upright, { patch: 3 });
    await model.close();
    const meanOf = (column: number) => told.map.reduce((sum, row) => sum + row[column]! / 10, 0);
    // The bar made it upright: covered, the score falls, and nowhere as much as there.
    const columns = told.map[0]!.map((_, column) => meanOf(column));
    expect(columns.indexOf(Math.max(...columns))).toBe(6);
    expect(meanOf(6)).toBeGreaterThan(1);
  }, 240_000);

  it('says in words what is wrong with a parameter', async () => {
    await expect(
      watched.train(recipe('gradient_boosting'), snapshot, { parameters: { trees: 0 } }),
    ).rejects.toMatchObject({
      code: 'TRAINING_RUN.RECIPE_FAILED',
      meta: { reason: 'trees must be a number from 1 to 2000' },
    });
  }, 240_000);

  it('runs out of memory in words, and not in a trace', async () => {
    // Nearly enough: with much less its libraries fail while they load, each in words of its own.
    const greedy = { ...recipe('gradient_boosting'), limits: { memoryMb: 160 } };
    await expect(watched.train(greedy, snapshot)).rejects.toMatchObject({ code: 'TRAINING_RUN.OUT_OF_MEMORY' });
  }, 240_000);
});
