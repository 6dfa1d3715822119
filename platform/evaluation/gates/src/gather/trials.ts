import { isAnswer } from '@mesh/models';
import type { CountGoldenCase, GoldenCase } from '@mesh/product';
import { outcomeOfSnapshot, type Snapshot } from '@mesh/training';
import type { GateEvidence } from '../evidence.js';
import { matrixOf, type AskedModel } from './asked-model.js';

const MOST_SPARSE_ROWS = 100;
/** Of a round; the fifth slowest of them is its 95th percentile. */
const RUNS = 100;
const ROUNDS = 10;
const WARM_RUNS = 20;
/** A slow model has fewer rounds: it is timed where others are served. */
const LONGEST_MS = 2_000;

/** Asks the golden cases; a feature that a case leaves out was not measured. */
export async function askGoldenCases(
  model: AskedModel,
  cases: readonly (GoldenCase | CountGoldenCase)[],
): Promise<NonNullable<GateEvidence['goldenCases']>> {
  const { features } = model.signature;
  const rows = cases.flatMap(({ input }) => features.map((name) => input[name] ?? NaN));
  const answers = await model.score(Float32Array.from(rows));
  return cases.map(({ name }, i) => ({ name, answer: answers[i]! }));
}

/** Asks rows of the snapshot of which all cells but two are taken away, and one row without any. */
export async function askSparseRows(
  model: AskedModel,
  snapshot: Snapshot,
): Promise<NonNullable<GateEvidence['missingCells']>> {
  const { features } = model.signature;
  const width = features.length;
  const rows = Math.min(MOST_SPARSE_ROWS, snapshot.features.length);
  const whole = matrixOf(snapshot, features, [...Array(rows).keys()]);
  const sparse = whole.map((value, at) => {
    const [row, column] = [Math.floor(at / width), at % width];
    return column === row % width || column === (row * 7 + 3) % width ? value : NaN;
  });
  let answered = 0;
  for (let row = 0; row <= rows; row++) {
    const cells = row === rows ? new Float32Array(width).fill(NaN) : sparse.subarray(row * width, (row + 1) * width);
    answered += await model.score(cells.slice()).then(
      ([answer = NaN]) => (isAnswer(outcomeOfSnapshot(snapshot), answer) ? 1 : 0),
      () => 0,
    );
  }
  return { asked: rows + 1, answered };
}

/**
 * Times one row through the warm model in rounds of a hundred, and gives the round whose 95th percentile is lowest. Other work
 * on the machine only ever adds to a time, and comes in stretches: the quietest round is the nearest to the model alone, while
 * what the model itself does slowly, it does in every round.
 */
export async function timeOneRow(model: AskedModel, snapshot: Snapshot): Promise<NonNullable<GateEvidence['latency']>> {
  const row = matrixOf(snapshot, model.signature.features, [0]);
  for (let run = 0; run < WARM_RUNS; run++) await model.score(row);
  const until = performance.now() + LONGEST_MS;
  let rounds = 0;
  let quietest = { medianMs: Infinity, p95Ms: Infinity };
  while (rounds < ROUNDS && (rounds === 0 || performance.now() < until)) {
    const round = await timeRound(model, row);
    if (round.p95Ms < quietest.p95Ms) quietest = round;
    rounds += 1;
  }
  return { ...quietest, runs: RUNS, rounds };
}

async function timeRound(model: AskedModel, row: Float32Array): Promise<{ medianMs: number; p95Ms: number }> {
  const times = new Float64Array(RUNS);
  for (let run = 0; run < RUNS; run++) {
    const startedMs = performance.now();
    await model.score(row);
    times[run] = performance.now() - startedMs;
  }
  times.sort();
  return { medianMs: times[RUNS / 2]!, p95Ms: times[RUNS * 0.95 - 1]! };
}
