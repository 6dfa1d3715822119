import type { ModelSplit } from '@mesh/product';
import type { TableRow } from '../snapshot-from-rows.js';
import type { SnapshotHeader } from '../snapshot-bytes.js';
import { TrainingErrors } from '../training-errors.js';
import { patientSplit } from './patient-split.js';
import { timeSplit } from './time-split.js';

/** Rows on their way into a snapshot: the text of the features, the label, and all cells, of which only the split sees more. */
export interface TakenRows {
  readonly texts: string[];
  readonly labels: number[];
  readonly cells: TableRow[];
}

/** The same, and within which rows the held-out share is to be met: 0 or 1 for each row. */
export interface SplitTable extends TakenRows {
  readonly strata: ArrayLike<number>;
}

export interface SplitSettings {
  /** The column with the outcome. */
  readonly label: string;
  readonly share: number;
  readonly seed: number;
  /** The number of the first row in error messages. */
  readonly firstLine: number;
}

/** The columns that a split reads besides the features. */
export function splitColumns(split: ModelSplit | undefined): readonly string[] {
  if (split === undefined) return [];
  if (split.by === 'patient') return [split.column];
  const known = Object.values(split.knownAt ?? {}) as readonly string[];
  return [...new Set([split.column, ...known, ...(split.patient === undefined ? [] : [split.patient])])];
}

/** The side of each row, for a split that does not follow from content. Throws TRAINING.* where the sides would know of each other. */
export function splitOf(
  table: SplitTable,
  { split, ...settings }: SplitSettings & { readonly split: ModelSplit | undefined },
): Pick<SnapshotHeader, 'split'> & { readonly heldOut?: readonly boolean[] } {
  if (split === undefined) return {};
  const made =
    split.by === 'patient'
      ? { split: { by: 'patient' } as const, heldOut: patientSplit(table, split.column, settings) }
      : timeSplit(table, split, settings);
  const judging = made.heldOut.filter(Boolean).length;
  if (judging === made.heldOut.length || (judging === 0 && settings.share > 0)) throw TrainingErrors.SPLIT_IMPOSSIBLE();
  const both = rowsOnBothSides(table.texts, made.heldOut);
  if (both > 0) throw TrainingErrors.ROW_ON_BOTH_SIDES({ rows: both });
  return made;
}

/** How many held-out rows equal a training row in all features. */
function rowsOnBothSides(texts: readonly string[], heldOut: readonly boolean[]): number {
  const training = new Set(texts.filter((_, i) => !heldOut[i]));
  return texts.filter((text, i) => heldOut[i] && training.has(text)).length;
}

/** Throws TRAINING.LABEL_AMONG_FEATURES where a feature has the value of the label in every row of different outcomes. */
export function refuseCopyOfLabel(columns: readonly string[], { texts, labels }: TakenRows): void {
  if (new Set(labels).size < 2) return;
  const left = new Set(columns.keys());
  for (const [i, text] of texts.entries()) {
    const cells = text.split(',');
    for (const j of left) if (cells[j] !== String(labels[i])) left.delete(j);
    if (left.size === 0) return;
  }
  const [first] = left;
  throw TrainingErrors.LABEL_AMONG_FEATURES({ column: columns[first!] });
}
