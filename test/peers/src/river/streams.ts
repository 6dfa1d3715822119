import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { categorical, numeric, snapshotFromCsv, type TrainingColumn } from '@mesh/training';
import { askRiver } from './ask-river.js';

/** A stream of labelled rows in a fixed order; NaN where nothing was measured. */
export interface LabelledStream {
  readonly columns: readonly TrainingColumn[];
  readonly rows: readonly Float64Array[];
  readonly labels: readonly (0 | 1)[];
}

/** Mulberry32: a small generator with a seed, so that a failure can be repeated. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const CLEVELAND = fileURLToPath(
  new URL('../../../../domains/cardiology/data/heart-disease-cleveland.csv', import.meta.url),
);
const CODES: Readonly<Record<string, readonly number[]>> = {
  sex: [0, 1],
  cp: [1, 2, 3, 4],
  fbs: [0, 1],
  restecg: [0, 1, 2],
  exang: [0, 1],
  slope: [1, 2, 3],
  thal: [3, 6, 7],
};

/** The Cleveland study, in the order of its file. */
export function clevelandStream(): LabelledStream {
  const csv = readFileSync(CLEVELAND, 'utf8');
  const [header = ''] = csv.split('\n', 1);
  const columns = header
    .trim()
    .split(',')
    .filter((name) => name !== 'disease')
    .map((name) => (CODES[name] === undefined ? numeric(name) : categorical(name, CODES[name])));
  const [, ...lines] = csv.trim().split('\n');
  const cells = lines.map((line) => line.split(',').map((cell) => (cell.trim() === '' ? NaN : Number(cell))));
  // Read as the platform reads it, to be refused where a cell is no number.
  snapshotFromCsv(csv, { columns, label: 'disease', heldOutShare: 0 });
  return {
    columns,
    rows: cells.map((row) => Float64Array.from(row.slice(0, -1))),
    labels: cells.map((row) => row.at(-1) as 0 | 1),
  };
}

/** Phishing websites (River's own example of a binary stream): 1,250 rows of nine quantities. */
export function phishingStream(): LabelledStream {
  const [{ rows, labels }] = askRiver<[{ rows: Record<string, number>[]; labels: (0 | 1)[] }]>({ ask: 'phishing' });
  const names = Object.keys(rows[0] ?? {});
  return {
    columns: names.map((name) => numeric(name)),
    rows: rows.map((row) => Float64Array.from(names, (name) => row[name]!)),
    labels,
  };
}

/** Three quantities of which two decide, some cells missing; half-way the two mean the opposite. */
export function turningStream(count = 8_000): LabelledStream {
  const next = seeded(7);
  const rows: Float64Array[] = [];
  const labels: (0 | 1)[] = [];
  for (let i = 0; i < count; i++) {
    const [a, b, noise] = [next(), 100 + 20 * next(), next()] as const;
    const sense = (i < count / 2 ? 1 : -1) * (a - 0.5 + (b - 110) / 20);
    labels.push(sense + 0.6 * (next() - 0.5) > 0 ? 1 : 0);
    rows.push(Float64Array.from([a, b, noise], (value) => (next() < 0.1 ? NaN : value)));
  }
  return { columns: ['a', 'b', 'noise'].map((name) => numeric(name)), rows, labels };
}

/** Signs that are there or not: what Bernoulli's naive Bayes is for. */
export function signsStream(count = 2_000): LabelledStream {
  const next = seeded(9);
  const rows: Float64Array[] = [];
  const labels: (0 | 1)[] = [];
  for (let i = 0; i < count; i++) {
    const label = next() < 0.35 ? 1 : 0;
    labels.push(label);
    rows.push(Float64Array.from([0.7, 0.6, 0.5, 0.4], (share) => (next() < (label === 1 ? share : 0.35) ? 1 : 0)));
  }
  return { columns: ['s1', 's2', 's3', 's4'].map((name) => categorical(name, [0, 1])), rows, labels };
}
