import { createHash } from 'node:crypto';
import { rowText } from './content-groups.js';
import { heldOutSplit } from './held-out-split.js';
import type { Snapshot } from './recipe.js';
import { TrainingErrors } from './training-errors.js';

const BY_CONTENT = 'mesh-snapshot/1';
const BY_ROW = 'mesh-snapshot/2';

/** What a snapshot says about itself in its first line. */
export interface SnapshotHeader {
  readonly columns: readonly string[];
  readonly label: string;
  readonly heldOutShare: number;
  readonly seed: number;
  /** Where the side of each row stands in the row, because it does not follow from its content. */
  readonly split?: { readonly by: 'patient' } | { readonly by: 'time'; readonly cut: string };
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
 *
 * Format 2 has the member split after seed, and the side of the row, 1 where it is held out, after the label: so nothing of
 * a patient or of the instants of rows has to stand in the bytes.
 */
export function canonicalBytes(header: SnapshotHeader, lines: readonly string[]): Uint8Array {
  const { columns, label, heldOutShare, seed, split } = header;
  const format = split === undefined ? BY_CONTENT : BY_ROW;
  const first = JSON.stringify({ format, columns, label, heldOutShare, seed, ...(split && { split }) });
  return new TextEncoder().encode([first, ...[...lines].sort(), ''].join('\n'));
}

/** Reads a snapshot back from its canonical bytes. Throws TRAINING.SNAPSHOT_INVALID. */
export function snapshotFromBytes(bytes: Uint8Array): Snapshot {
  const [first = '', ...lines] = new TextDecoder().decode(bytes).split('\n');
  const header = headerOf(first);
  if (!header || lines.pop() !== '') throw TrainingErrors.SNAPSHOT_INVALID();
  const labels = new Uint8Array(lines.length);
  const sides: boolean[] = [];
  const features = lines.map((line, i) => {
    const cells = line.split(',');
    if (header.split !== undefined) sides.push(cells.pop() === '1');
    const label = cells.pop();
    if (cells.length !== header.columns.length || (label !== '0' && label !== '1'))
      throw TrainingErrors.SNAPSHOT_INVALID({ row: i });
    labels[i] = Number(label);
    return Float64Array.from(cells, (cell) => (cell === '' ? NaN : Number(cell)));
  });
  const heldOut =
    header.split === undefined
      ? heldOutSplit(features.map(rowText), labels, { share: header.heldOutShare, seed: header.seed })
      : sides;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { sha256, columns: header.columns, features, labels, heldOut };
}

function headerOf(line: string): SnapshotHeader | undefined {
  try {
    const header = JSON.parse(line) as SnapshotHeader & { readonly format: string };
    const known = header.format === (header.split === undefined ? BY_CONTENT : BY_ROW);
    return known && Array.isArray(header.columns) ? header : undefined;
  } catch {
    return undefined;
  }
}
