import { parentPort } from 'node:worker_threads';
import { MeshError } from '@mesh/product/errors';
import { snapshotFromCsv, snapshotFromRows, type TableRow } from '@mesh/training';
import type { SnapshotOrder, SnapshotParts, SnapshotRefusal } from './snapshot-maker.js';

const rows: TableRow[] = [];

parentPort?.on('message', (order: SnapshotOrder) => {
  if ('rows' in order) {
    for (const row of order.rows) rows.push(row);
    return;
  }
  try {
    const { snapshot, bytes } =
      order.csv === undefined ? snapshotFromRows(rows, order.plan) : snapshotFromCsv(order.csv, order.plan);
    const { sha256, columns, features, heldOut, ...outcome } = snapshot;
    const cells = new Float64Array(features.length * columns.length);
    features.forEach((row, nth) => cells.set(row, nth * columns.length));
    const made: SnapshotParts = { sha256, columns, outcome, cells, heldOut: Uint8Array.from(heldOut, Number), bytes };
    parentPort?.postMessage(made, [cells.buffer]);
  } catch (error) {
    if (!(error instanceof MeshError)) throw error;
    parentPort?.postMessage({ code: error.code, meta: error.meta } satisfies SnapshotRefusal);
  }
});
