import type { ModelSplit } from '@mesh/product';
import type { Cell } from '../cell.js';
import type { SnapshotHeader } from '../snapshot-bytes.js';
import { TrainingErrors } from '../training-errors.js';
import type { SplitSettings, SplitTable } from './split-of.js';

type ByTime = Extract<ModelSplit, { readonly by: 'time' }>;

/**
 * Holds the rows from the cut on out. Every value that has an instant of its own must have been known in time: a feature when
 * its row was decided upon, the label of a training row by the cut. Throws TRAINING.KNOWN_TOO_LATE, PATIENT_ON_BOTH_SIDES.
 */
export function timeSplit(
  { cells }: SplitTable,
  split: ByTime,
  { label, share, firstLine }: SplitSettings,
): { readonly split: SnapshotHeader['split'] & object; readonly heldOut: readonly boolean[] } {
  const timesOf = (column: string) => cells.map((row, i) => instant(row[column], { line: firstLine + i, column }));
  const decided = timesOf(split.column);
  const cut = split.cut === undefined ? cutFor(decided, share) : Date.parse(split.cut);
  if (!Number.isFinite(cut)) throw TrainingErrors.SPLIT_IMPOSSIBLE();
  const heldOut = decided.map((at) => at >= cut);
  for (const [column, knownColumn] of Object.entries(split.knownAt ?? {}) as [string, string][]) {
    const known = timesOf(knownColumn);
    const late = known.filter((at, i) => (column === label ? !heldOut[i] && at > cut : at > decided[i]!));
    if (late.length > 0) throw TrainingErrors.KNOWN_TOO_LATE({ column, rows: late.length });
  }
  if (split.patient !== undefined)
    refuseReturning(
      cells.map((row) => row[split.patient!]),
      heldOut,
    );
  return { split: { by: 'time', cut: new Date(cut).toISOString() }, heldOut };
}

/** The instant from which on about `share` of the rows lie; rows of one instant stay together. */
function cutFor(times: readonly number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.round(sorted.length * (1 - share)))] ?? NaN;
}

function refuseReturning(patients: readonly Cell[], heldOut: readonly boolean[]): void {
  const before = new Set(patients.filter((_, i) => !heldOut[i]).map(String));
  const rows = patients.filter((patient, i) => heldOut[i] && before.has(String(patient))).length;
  if (rows > 0) throw TrainingErrors.PATIENT_ON_BOTH_SIDES({ rows });
}

function instant(cell: unknown, { line, column }: { readonly line: number; readonly column: string }): number {
  const at = cell instanceof Date ? cell.getTime() : Date.parse(String(cell ?? ''));
  if (Number.isFinite(at)) return at;
  const message = `Line ${line}: ${column} must be an RFC 3339 instant`;
  throw TrainingErrors.ROWS_INVALID({ errors: [{ pointer: `/${line}/${column}`, rule: 'instant', message }] });
}
