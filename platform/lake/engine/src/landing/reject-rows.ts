import { LakeErrors } from '@mesh/lake';
import type { MeshError } from '@mesh/product';
import type { Session } from '../duckdb/session.js';
import { explainRow } from './explain-row.js';
import { stageRows, type StageSource } from './staged-rows.js';

/** The error for rows that were refused: names the first bad row's index, column and rule, never what stands in it. */
export async function rejectionOf(session: Session, rows: readonly string[], source: StageSource): Promise<MeshError> {
  const { settings } = source;
  const explained = rows.findIndex((row) => explainRow(row, settings) !== undefined);
  const row = explained >= 0 ? explained : await firstRefused(session, rows, source);
  const { column, rule, message } = explainRow(rows[row]!, settings) ?? { rule: 'engine', message: 'fits the columns' };
  const pointer = column === undefined ? `/${row}` : `/${row}/${column.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return LakeErrors.ROW_REJECTED({ row, errors: [{ pointer, rule, message }] });
}

/** Halves the rows until one is left, for a row that only DuckDB finds wrong. */
async function firstRefused(session: Session, rows: readonly string[], source: StageSource): Promise<number> {
  let from = 0;
  let to = rows.length;
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    const staged = await stageRows(session, rows.slice(from, middle), source);
    if (staged === undefined) to = middle;
    else from = middle;
  }
  return from;
}
