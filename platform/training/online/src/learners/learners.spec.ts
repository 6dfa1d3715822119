import { InferenceSession, Tensor } from 'onnxruntime-node';
import { categorical, numeric, type TrainingColumn } from '@mesh/training';
import { adaptiveLogistic, driftAware, naiveBayes, type LearnerKind, type OnlineLearner } from '../index.js';

const columns: readonly TrainingColumn[] = [
  numeric('age'),
  categorical('sex', [0, 1]),
  numeric('chol', { missingValue: 0 }),
  categorical('thal', [3, 6, 7]),
  numeric('site'),
  numeric('steps'),
];

interface Lesson {
  readonly row: Float64Array;
  readonly label: 0 | 1;
}

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

const AWKWARD = [NaN, Infinity, -Infinity, 1e300, -1e300, 3.4028234663852886e38, -3.4e38, 1e-320, 0, -0, 1e15];

/** Rows with missing cells, unknown codes, a constant, a column around a million and, at this rate, awkward numbers. */
function lessons(count: number, seed: number, awkwardness = 0): Lesson[] {
  const next = seeded(seed);
  const cell = (value: number) => {
    if (next() < awkwardness) return AWKWARD[Math.floor(next() * AWKWARD.length)]!;
    return next() < 0.2 ? NaN : value;
  };
  return Array.from({ length: count }, () => {
    const age = 30 + 50 * next();
    const thal = [3, 6, 7, 9][Math.floor(4 * next())]!;
    const label = age / 20 + (thal === 7 ? 1.5 : 0) + 2 * next() > 4.3 ? 1 : 0;
    const chol = next() < 0.2 ? 0 : 120 + 300 * next();
    return {
      row: Float64Array.of(
        ...[cell(age), cell(Math.floor(3 * next())), cell(chol), cell(thal), cell(4), cell(1e6 + label + next())],
      ),
      label,
    };
  });
}

function taught(kind: LearnerKind, by: readonly Lesson[]): OnlineLearner {
  const learner = kind.create();
  for (const { row, label } of by) learner.learn(row, label);
  return learner;
}

async function infer(onnx: Uint8Array, rows: readonly Float64Array[]): Promise<Float32Array> {
  const session = await InferenceSession.create(onnx, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  expect([session.inputNames, session.outputNames]).toEqual([['features'], ['probability']]);
  const features = Float32Array.from(rows.flatMap((row) => [...row]));
  const { probability } = await session.run({
    features: new Tensor('float32', features, [rows.length, rows[0]!.length]),
  });
  expect(probability!.dims).toEqual([rows.length]);
  await session.release();
  return probability!.data as Float32Array;
}

async function expectGraphToAgree(learner: OnlineLearner, rows: readonly Float64Array[]): Promise<void> {
  const answers = await infer(learner.onnx(), rows);
  const widest = rows.reduce((most, row, i) => {
    const apart = Math.abs(answers[i]! - learner.probability(row));
    // NaN must not pass for close.
    return apart <= most ? most : apart;
  }, 0);
  expect(widest).toBeLessThan(1e-6);
}

const KINDS = [
  ['logistic regression', adaptiveLogistic({ columns })],
  ['naive Bayes', naiveBayes({ columns })],
  ['logistic regression that forgets', driftAware(adaptiveLogistic({ columns }))],
  ['naive Bayes that forgets', driftAware(naiveBayes({ columns }))],
] as const;

describe.each(KINDS)('given a %s', (_, kind) => {
  const unseen = lessons(500, 99, 0.1).map(({ row }) => row);

  it.each([0, 1, 2, 11, 400])('answers in ONNX Runtime what its arithmetic gives after %i lessons', async (count) => {
    for (const seed of [1, 2, 3]) await expectGraphToAgree(taught(kind, lessons(count, seed)), unseen);
  });

  it('stays a probability on NaN, infinite, huge and tiny numbers, in either runtime', async () => {
    for (const seed of [4, 5, 6, 7]) {
      const learner = taught(kind, lessons(300, seed, 0.3));
      for (const row of unseen) {
        const probability = learner.probability(row);
        expect(probability >= 0 && probability <= 1).toBe(true);
      }
      await expectGraphToAgree(learner, unseen);
    }
  });

  it.each([0, 1] as const)('learns from a stream of outcome %i alone what there is to learn', async (label) => {
    const learner = taught(
      kind,
      lessons(300, 8).map(({ row }) => ({ row, label })),
    );
    const probability = learner.probability(lessons(1, 9)[0]!.row);
    expect(label === 1 ? probability : 1 - probability).toBeGreaterThan(0.7);
    await expectGraphToAgree(learner, unseen);
  });

  it('gives a constant, and a row of which nothing was measured, no weight of their own', () => {
    const learner = taught(kind, lessons(300, 10));
    const nothing = new Float64Array(columns.length).fill(NaN);
    const constant = nothing.with(4, 4);
    expect(learner.probability(constant)).toBe(learner.probability(nothing));
    expect(learner.probability(nothing)).toBeGreaterThan(0.05);
    expect(learner.probability(nothing)).toBeLessThan(0.95);
  });

  it('goes on from its state to the last bit', () => {
    const all = lessons(700, 11, 0.05);
    const straight = taught(kind, all);
    let resumed = kind.create();
    for (const { row, label } of all) {
      resumed = kind.restore(JSON.parse(JSON.stringify(resumed.state())) as object as never);
      resumed.learn(row, label);
    }
    expect(JSON.stringify(resumed.state())).toBe(JSON.stringify(straight.state()));
    expect(Buffer.compare(resumed.onnx(), straight.onnx())).toBe(0);
  });

  it('takes no more room after many lessons than after some', () => {
    const sizes = [2_000, 20_000].map((count) => JSON.stringify(taught(kind, lessons(count, 12)).state()).length);
    expect(sizes[1]! / sizes[0]!).toBeLessThan(1.1);
  });

  it('can still learn from a column in which one value was absurd', () => {
    const column = [numeric('x')];
    const own = [adaptiveLogistic({ columns: column }), naiveBayes({ columns: column })][
      kind.algorithm.startsWith('naive') ? 1 : 0
    ]!;
    const next = seeded(13);
    const told = Array.from({ length: 600 }, (_, i): Lesson => {
      const label = next() < 0.5 ? 1 : 0;
      return { row: Float64Array.of(i === 100 ? 1e30 : label + next()), label };
    });
    const learner = taught(own, told);
    expect(learner.probability(Float64Array.of(1.8))).toBeGreaterThan(0.8);
    expect(learner.probability(Float64Array.of(0.2))).toBeLessThan(0.2);
  });
});

describe('given a stream whose meaning turns round half-way', () => {
  const column = [numeric('x'), numeric('noise')];

  function stream(count: number): Lesson[] {
    const next = seeded(21);
    return Array.from({ length: count }, (_, i): Lesson => {
      const x = next();
      const meaning = i < count / 2 ? x : 1 - x;
      return { row: Float64Array.of(x, next()), label: meaning + 0.3 * (next() - 0.5) > 0.5 ? 1 : 0 };
    });
  }

  function errorsAfter(kind: LearnerKind, told: readonly Lesson[], from: number): number {
    const learner = kind.create();
    let errors = 0;
    told.forEach(({ row, label }, i) => {
      if (i >= from && learner.probability(row) > 0.5 !== (label === 1)) errors += 1;
      learner.learn(row, label);
    });
    return errors / (told.length - from);
  }

  it.each([
    ['logistic regression', adaptiveLogistic({ columns: column })],
    ['naive Bayes', naiveBayes({ columns: column })],
  ])('errs less than half as often where the %s forgets', (_, base) => {
    const told = stream(6_000);
    expect(errorsAfter(driftAware(base), told, 3_300)).toBeLessThan(errorsAfter(base, told, 3_300) / 2);
  });

  it('forgets nothing where nothing changes', () => {
    const learner = taught(driftAware(naiveBayes({ columns: column })), stream(20_000).slice(0, 10_000));
    expect(learner.state()['restarts']).toBe(0);
  });
});
