import { CsvError, parse } from 'csv-parse/sync';
import type { OccurrenceSnapshot } from './recipe.js';
import type { MadeSnapshot } from './snapshot-bytes.js';
import { snapshotFromRows, type OccurrencePlan, type SnapshotPlan, type TableRow } from './snapshot-from-rows.js';
import { TrainingErrors } from './training-errors.js';

/** Makes a snapshot of CSV text with a header; further columns are ignored. Throws TRAINING.*. */
export function snapshotFromCsv(csv: string, plan: OccurrencePlan): MadeSnapshot<OccurrenceSnapshot>;
export function snapshotFromCsv(csv: string, plan: SnapshotPlan): MadeSnapshot;
export function snapshotFromCsv(csv: string, plan: SnapshotPlan): MadeSnapshot {
  let rows: TableRow[];
  try {
    rows = parse(csv, { bom: true, columns: true, trim: true, skip_empty_lines: true });
  } catch (error) {
    // The parser's own message may quote the line, which may hold personal data.
    throw TrainingErrors.CSV_INVALID(
      error instanceof CsvError ? { rule: error.code, line: Number(error['lines'] ?? 0) } : {},
    );
  }
  return snapshotFromRows(rows, { firstLine: 2, ...plan });
}
