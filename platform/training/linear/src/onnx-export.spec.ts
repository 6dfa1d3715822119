import { InferenceSession, Tensor } from 'onnxruntime-node';
import { categorical, numeric, type TrainingColumn } from '@mesh/training';
import { exportOnnx, fitModel, probabilities } from './index.js';

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

const columns: readonly TrainingColumn[] = [
  numeric('age'),
  categorical('sex', [0, 1]),
  numeric('chol', { missingValue: 0, missingIndicator: true }),
  categorical('thal', [3, 6, 7]),
  numeric('oldpeak', { missingIndicator: true }),
];

function randomRows(count: number, seed: number): Float64Array[] {
  const next = seeded(seed);
  const maybe = (value: number) => (next() < 0.25 ? NaN : value);
  return Array.from({ length: count }, () =>
    Float64Array.of(
      maybe(30 + 50 * next()),
      maybe(Math.floor(3 * next())),
      maybe(next() < 0.2 ? 0 : 120 + 300 * next()),
      maybe([3, 6, 7, 9][Math.floor(4 * next())]!),
      maybe(-2 + 8 * next()),
    ),
  );
}

function labelsOf(rows: readonly Float64Array[]): Uint8Array {
  return Uint8Array.from(rows, ([age = NaN, , , thal], i) => (age > 55 || thal === 7 ? 1 : 0) ^ (i % 7 === 0 ? 1 : 0));
}

async function infer(onnx: Uint8Array, rows: readonly Float64Array[]): Promise<Float32Array> {
  const session = await InferenceSession.create(onnx, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  expect(session.inputNames).toEqual(['features']);
  expect(session.outputNames).toEqual(['probability']);
  const width = rows[0]!.length;
  const { probability } = await session.run({
    features: new Tensor('float32', Float32Array.from(rows.flatMap((row) => [...row])), [rows.length, width]),
  });
  expect(probability!.dims).toEqual([rows.length]);
  await session.release();
  return probability!.data as Float32Array;
}

describe('given a model of quantities and codes', () => {
  const rows = randomRows(400, 11);
  const model = fitModel(columns, { features: rows, labels: labelsOf(rows) }, 1);

  it('answers in ONNX Runtime what the arithmetic gives, with missing, coded missing and unknown values', async () => {
    const unseen = randomRows(2000, 12);
    const answers = await infer(exportOnnx(model), unseen);
    const expected = probabilities(
      model,
      unseen.map((row) => Float64Array.from(row, Math.fround)),
    );
    const widest = answers.reduce((most, answer, i) => Math.max(most, Math.abs(answer - expected[i]!)), 0);
    expect(widest).toBeLessThan(1e-6);
  });

  it('answers a row of which nothing was measured', async () => {
    const nothing = new Float64Array(columns.length).fill(NaN);
    const [answer] = await infer(exportOnnx(model), [nothing]);
    expect(answer).toBeCloseTo(probabilities(model, [nothing])[0]!, 6);
  });

  it('takes an infinity for a value that was not measured', async () => {
    const [infinite, missing] = await infer(exportOnnx(model), [
      Float64Array.of(Infinity, 1, 200, 3, 1),
      Float64Array.of(NaN, 1, 200, 3, 1),
    ]);
    expect(infinite).toBe(missing);
  });

  it('writes the same bytes for the same rows', () => {
    const again = fitModel(columns, { features: randomRows(400, 11), labels: labelsOf(rows) }, 1);
    expect(Buffer.compare(exportOnnx(again), exportOnnx(model))).toBe(0);
  });
});

describe.each([
  ['quantities only', [numeric('a'), numeric('b')]],
  ['codes only', [categorical('a', [0, 1, 2]), categorical('b', [0, 1])]],
] as const)('given %s', (_, own) => {
  it('exports a graph that answers alike', async () => {
    const next = seeded(3);
    const rows = Array.from({ length: 60 }, () => Float64Array.of(Math.floor(3 * next()), Math.floor(2 * next())));
    const model = fitModel(
      own,
      { features: rows, labels: Uint8Array.from(rows, ([a]) => (a! + next() > 1.5 ? 1 : 0)) },
      1,
    );
    const answers = await infer(exportOnnx(model), rows);
    probabilities(model, rows).forEach((expected, i) => expect(Math.abs(answers[i]! - expected)).toBeLessThan(1e-6));
  });
});
