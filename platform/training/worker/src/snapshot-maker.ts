import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { ErrorMeta } from '@mesh/product';
import {
  snapshotFromCsv,
  snapshotFromRows,
  TrainingErrors,
  TrainingRunErrors,
  type MadeSnapshot,
  type Snapshot,
  type SnapshotPlan,
  type TableRow,
} from '@mesh/training';

/** What the thread is sent: rows, some at a time, then how they become a snapshot. */
export type SnapshotOrder =
  { readonly rows: readonly TableRow[] } | { readonly plan: SnapshotPlan; readonly csv?: string | undefined };

/** A snapshot on its way from the thread: the matrix in one piece, which is handed over and not copied. */
export interface SnapshotParts {
  readonly sha256: string;
  readonly columns: readonly string[];
  readonly outcome: Pick<Snapshot, 'outcome' | 'labels'>;
  readonly cells: Float64Array;
  readonly heldOut: Uint8Array;
  readonly bytes: Uint8Array;
}

/** Why there is none. */
export interface SnapshotRefusal {
  readonly code: string;
  readonly meta: ErrorMeta;
}

/** So few are ready before a thread has begun. */
const MOST_ROWS_HERE = 400;
const MOST_CHARACTERS_HERE = 20_000;
const ROWS_A_MESSAGE = 400;
const LONGEST_MS = 600_000;

/**
 * Makes a snapshot of rows, or of CSV, without holding up the calls that are scored meanwhile: what is large is read, sorted
 * and hashed in a thread that steps back. Throws TRAINING.*.
 */
export async function makeSnapshot(table: readonly TableRow[] | string, plan: SnapshotPlan): Promise<MadeSnapshot> {
  if (typeof table === 'string')
    return table.length <= MOST_CHARACTERS_HERE ? snapshotFromCsv(table, plan) : inThread([], { plan, csv: table });
  return table.length <= MOST_ROWS_HERE ? snapshotFromRows(table, plan) : inThread(table, { plan });
}

async function inThread(rows: readonly TableRow[], order: SnapshotOrder): Promise<MadeSnapshot> {
  // From dist also where sources run: a thread compiles nothing.
  const worker = new Worker(new URL('../dist/snapshot-thread.js', import.meta.url));
  const answer = new Promise<SnapshotParts | SnapshotRefusal>((resolve, reject) => {
    const fail = () => reject(TrainingRunErrors.TIME_EXCEEDED({ limitMs: LONGEST_MS }));
    const timer = setTimeout(fail, LONGEST_MS).unref();
    worker.once('message', resolve);
    worker.once('error', (cause) => {
      const full = (cause as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY';
      reject(full ? TrainingRunErrors.OUT_OF_MEMORY() : cause);
    });
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(new Error('the thread ended without a snapshot'));
    });
  });
  answer.catch(() => undefined);
  try {
    for (let from = 0; from < rows.length; from += ROWS_A_MESSAGE) {
      worker.postMessage({ rows: rows.slice(from, from + ROWS_A_MESSAGE) } satisfies SnapshotOrder);
      await nextTurn();
    }
    worker.postMessage(order);
    return snapshotOf(await answer);
  } finally {
    void worker.terminate();
  }
}

function snapshotOf(answer: SnapshotParts | SnapshotRefusal): MadeSnapshot {
  if ('code' in answer) throw refusal(answer);
  const { cells, heldOut, bytes, outcome, ...rest } = answer;
  const width = rest.columns.length;
  const features = Array.from(heldOut, (_, row) => cells.subarray(row * width, (row + 1) * width));
  const snapshot = { ...rest, ...outcome, features, heldOut: Array.from(heldOut, Boolean) } as Snapshot;
  return { snapshot, bytes };
}

function refusal({ code, meta }: SnapshotRefusal): Error {
  const name = code.slice(code.indexOf('.') + 1) as keyof typeof TrainingErrors;
  return TrainingErrors[name](meta as never);
}
