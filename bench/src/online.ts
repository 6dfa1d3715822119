import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { rocAuc } from '@mesh/evaluation';
import { adaptiveLogistic, Prequential, type LearnerKind } from '@mesh/training-online';
import { sciencePython } from './baselines/science-python.js';
import { labelledStream, type LabelledStream } from './online/labelled-stream.js';

const ROWS = 50_000;
/** The fastest counts: other work on the machine only ever slows one down. */
const ROUNDS = 3;
const RIVER_WITHIN_MS = 300_000;
// Python is not compiled into dist.
const program = fileURLToPath(new URL('../src/online/river_updates.py', import.meta.url));

/** Rows a second, foreseen and then learned, and how well they were foreseen. */
interface LearnerFigures {
  readonly updatesPerSecond: number;
  readonly rocAuc: number;
}

/** Logistic regression that learns row by row, beside River's on the same stream. */
export interface OnlineBench {
  readonly rows: number;
  readonly columns: number;
  readonly learner: LearnerFigures;
  /** The same, with each prediction judged over the latest 500 as the service does. */
  readonly learnerJudged: LearnerFigures;
  /** The baseline: a standard scaler and logistic regression with AdaGrad, in its own process, its loop alone timed. */
  readonly river: LearnerFigures & { readonly version: string };
  readonly learnerToRiver: number;
}

/** `npm run bench -- online` */
export async function run(): Promise<OnlineBench> {
  const python = await sciencePython();
  const stream = labelledStream(ROWS);
  const kind = adaptiveLogistic({ columns: stream.columns });
  const learner = best(() => learned(kind, stream));
  const learnerJudged = best(() => learned(kind, stream, new Prequential()));
  const river = askRiver(python, stream);
  return {
    rows: ROWS,
    columns: stream.columns.length,
    learner,
    learnerJudged,
    river,
    learnerToRiver: Math.round((10 * learner.updatesPerSecond) / river.updatesPerSecond) / 10,
  };
}

function best(round: () => LearnerFigures): LearnerFigures {
  const rounds = Array.from({ length: ROUNDS }, round);
  return rounds.reduce((one, other) => (one.updatesPerSecond >= other.updatesPerSecond ? one : other));
}

function learned(kind: LearnerKind, { rows, labels }: LabelledStream, judge?: Prequential): LearnerFigures {
  const learner = kind.create();
  const foreseen = new Float64Array(rows.length);
  const startedAt = performance.now();
  for (const [nth, row] of rows.entries()) {
    const label = labels[nth] ?? 0;
    const probability = learner.probability(row);
    judge?.judge(row, label, probability);
    learner.learn(row, label);
    foreseen[nth] = probability;
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  return { updatesPerSecond: Math.round(rows.length / seconds), rocAuc: rocAuc(labels, foreseen).value };
}

function askRiver(python: string, { columns, rows, labels }: LabelledStream): OnlineBench['river'] {
  const named = rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at]])));
  const output = execFileSync(python, [program], {
    input: JSON.stringify({ rows: named, labels, rounds: ROUNDS }),
    maxBuffer: 64 * 1_048_576,
    timeout: RIVER_WITHIN_MS,
  });
  const { version, perSecond, foreseen } = JSON.parse(output.toString('utf8')) as {
    readonly version: string;
    readonly perSecond: number;
    readonly foreseen: readonly number[];
  };
  return { version, updatesPerSecond: Math.round(perSecond), rocAuc: rocAuc(labels, foreseen).value };
}
