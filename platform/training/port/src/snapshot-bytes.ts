import { createHash } from 'node:crypto';
import { rowText } from './content-groups.js';
import { heldOutSplit } from './held-out-split.js';
import type { Snapshot } from './recipe.js';
import { TrainingErrors } from './training-errors.js';

const BY_CONTENT = 'mesh-snapshot/1';
const BY_ROW = 'mesh-snapshot/2';
const OF_COUNTS = 'mesh-snapshot/3';
const COUNT = /^(0|[1-9]\d{0,9})$/;

/** What a snapshot says about itself in its first line. */
export interface SnapshotHeader {
  readonly columns: readonly string[];
  readonly label: string;
  /** Absent where the label is 0 or 1. */
  readonly outcome?: 'count';
  readonly heldOutShare: number;
  readonly seed: number;
  /** Where the side of each row stands in the row, because it does not follow from its content. */
  readonly split?: { readonly by: 'patient' } | { readonly by: 'time'; readonly cut: string };
}

/** A snapshot and the canonical bytes that its hash is of; whoever stores the bytes can repeat the training. */
export interface MadeSnapshot<Made extends Snapshot = Snapshot> {
  readonly snapshot: Made;
  readonly bytes: Uint8Array;
}

/**
 * Canonical form, UTF-8 with \n: line 1 a JSON object with keys in the order format, columns, label, heldOutShare, seed;
 * then one line a row, features in column order and the label last (0 or 1), each the shortest decimal that reads back as the
 * same double, empty where not measured; lines in ascending code-unit order. So neither the order of the rows nor the way a
 * number was written changes the hash, and the split follows from the bytes.
 *
 * Format 2 has the member split after seed, and the side of the row, 1 where it is held out, after the label: so nothing of
 * a patient or of the instants of rows has to stand in the bytes. Format 3 is either of them with the member outcome after
 * label and, for labels, whole numbers from 0: the rows of a count.
 */
export function canonicalBytes(header: SnapshotHeader, lines: readonly string[]): Uint8Array {
  const { columns, label, outcome, heldOutShare, seed, split } = header;
  const first = JSON.stringify({
    ...{ format: formatOf(header), columns, label },
    ...(outcome && { outcome }),
    ...{ heldOutShare, seed },
    ...(split && { split }),
  });
  return new TextEncoder().encode([first, ...[...lines].sort(), ''].join('\n'));
}

/** Reads a snapshot back from its canonical bytes. Throws TRAINING.SNAPSHOT_INVALID. */
export function snapshotFromBytes(bytes: Uint8Array): Snapshot {
  const [first = '', ...lines] = new TextDecoder().decode(bytes).split('\n');
  const header = headerOf(first);
  if (!header || lines.pop() !== '') throw TrainingErrors.SNAPSHOT_INVALID();
  const isCount = header.outcome === 'count';
  const labels = isCount ? new Uint32Array(lines.length) : new Uint8Array(lines.length);
  const sides: boolean[] = [];
  const features = lines.map((line, i) => {
    const cells = line.split(',');
    if (header.split !== undefined) sides.push(cells.pop() === '1');
    const label = cells.pop();
    const isLabel = label !== undefined && (isCount ? isWrittenCount(label) : label === '0' || label === '1');
    if (cells.length !== header.columns.length || !isLabel) throw TrainingErrors.SNAPSHOT_INVALID({ row: i });
    labels[i] = Number(label);
    return Float64Array.from(cells, (cell) => (cell === '' ? NaN : Number(cell)));
  });
  const heldOut =
    header.split === undefined
      ? heldOutSplit(features.map(rowText), strataOf(header, labels), {
          share: header.heldOutShare,
          seed: header.seed,
        })
      : sides;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const table = { sha256, columns: header.columns, features, heldOut };
  return labels instanceof Uint32Array ? { ...table, outcome: 'count', labels } : { ...table, labels };
}

/** The largest count that a snapshot holds. */
export const MOST_COUNT = 4_294_967_295;

const isWrittenCount = (label: string): boolean => COUNT.test(label) && Number(label) <= MOST_COUNT;

/** What the held-out share is met within: each outcome where there are two, all rows where there are as many as counts. */
export const strataOf = ({ outcome }: Pick<SnapshotHeader, 'outcome'>, labels: ArrayLike<number>): ArrayLike<number> =>
  outcome === 'count' ? new Uint8Array(labels.length) : labels;

const formatOf = ({ outcome, split }: Pick<SnapshotHeader, 'outcome' | 'split'>): string =>
  outcome === 'count' ? OF_COUNTS : split === undefined ? BY_CONTENT : BY_ROW;

function headerOf(line: string): SnapshotHeader | undefined {
  try {
    const header = JSON.parse(line) as SnapshotHeader & { readonly format: string };
    const known = header.format === formatOf(header) && (header.outcome === undefined || header.outcome === 'count');
    return known && Array.isArray(header.columns) ? header : undefined;
  } catch {
    return undefined;
  }
}
