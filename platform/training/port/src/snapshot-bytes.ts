import { createHash } from 'node:crypto';
import { rowText } from './content-groups.js';
import { heldOutSplit } from './held-out-split.js';
import type { Snapshot } from './recipe.js';
import { TrainingErrors } from './training-errors.js';

const FORMAT = 'mesh-snapshot/1';

/** What a snapshot says about itself in its first line. */
export interface SnapshotHeader {
  readonly columns: readonly string[];
  readonly label: string;
  readonly heldOutShare: number;
  readonly seed: number;
}

/** A snapshot and the canonical bytes that its hash is of; whoever stores the bytes can repeat the training. */
export interface MadeSnapshot {
  readonly snapshot: Snapshot;
  readonly bytes: Uint8Array;
}

/**
 * Canonical form, UTF-8 with \n: line 1 a JSON object with keys in the order format, columns, label, heldOutShare, seed;
 * then one line a row, features in column order and the label last (0 or 1), each the shortest decimal that reads back as the
 * same double, empty where not measured; lines in ascending code-unit order. So neither the order of the rows nor the way a
 * number was written changes the hash, and the split follows from the bytes.
 */
export function canonicalBytes(header: SnapshotHeader, lines: readonly string[]): Uint8Array {
  const { columns, label, heldOutShare, seed } = header;
  const first = JSON.stringify({ format: FORMAT, columns, label, heldOutShare, seed });
  return new TextEncoder().encode([first, ...[...lines].sort(), ''].join('\n'));
}

/** Reads a snapshot back from its canonical bytes. Throws TRAINING.SNAPSHOT_INVALID. */
export function snapshotFromBytes(bytes: Uint8Array): Snapshot {
  const [first = '', ...lines] = new TextDecoder().decode(bytes).split('\n');
  const header = headerOf(first);
  if (!header || lines.pop() !== '') throw TrainingErrors.SNAPSHOT_INVALID();
  const labels = new Uint8Array(lines.length);
  const features = lines.map((line, i) => {
    const cells = line.split(',');
    const label = cells.pop();
    if (cells.length !== header.columns.length || (label !== '0' && label !== '1'))
      throw TrainingErrors.SNAPSHOT_INVALID({ row: i });
    labels[i] = Number(label);
    return Float64Array.from(cells, (cell) => (cell === '' ? NaN : Number(cell)));
  });
  const heldOut = heldOutSplit(features.map(rowText), labels, { share: header.heldOutShare, seed: header.seed });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { sha256, columns: header.columns, features, labels, heldOut };
}

function headerOf(line: string): SnapshotHeader | undefined {
  try {
    const header = JSON.parse(line) as SnapshotHeader & { readonly format: string };
    return header.format === FORMAT && Array.isArray(header.columns) ? header : undefined;
  } catch {
    return undefined;
  }
}
