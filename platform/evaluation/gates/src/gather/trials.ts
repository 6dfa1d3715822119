import type { GoldenCase } from '@mesh/product';
import type { Snapshot } from '@mesh/training';
import type { GateEvidence } from '../evidence.js';
import { matrixOf, type AskedModel } from './asked-model.js';

const MOST_SPARSE_ROWS = 100;
const RUNS = 100;
const WARM_RUNS = 10;

/** Asks the golden cases; a feature that a case leaves out was not measured. */
export async function askGoldenCases(
  model: AskedModel,
  cases: readonly GoldenCase[],
): Promise<NonNullable<GateEvidence['goldenCases']>> {
  const { features } = model.signature;
  const rows = cases.flatMap(({ input }) => features.map((name) => input[name] ?? NaN));
  const answers = await model.score(Float32Array.from(rows));
  return cases.map(({ name }, i) => ({ name, probability: answers[i]! }));
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
      ([probability = NaN]) => (probability >= 0 && probability <= 1 ? 1 : 0),
      () => 0,
    );
  }
  return { asked: rows + 1, answered };
}

/** Times one row through the model, again and again. */
export async function timeOneRow(model: AskedModel, snapshot: Snapshot): Promise<NonNullable<GateEvidence['latency']>> {
  const row = matrixOf(snapshot, model.signature.features, [0]);
  const times: number[] = [];
  for (let run = -WARM_RUNS; run < RUNS; run++) {
    const startedMs = performance.now();
    await model.score(row);
    if (run >= 0) times.push(performance.now() - startedMs);
  }
  times.sort((a, b) => a - b);
  return { medianMs: times[RUNS / 2]!, p95Ms: times[Math.floor(RUNS * 0.95)]!, runs: RUNS };
}
