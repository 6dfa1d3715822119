import { LakeErrors, type Column, type DatasetSettings, type Measure, type Measured } from '@mesh/lake';
import type { DatasetParts } from '../dataset-parts.js';
import type { SqlValues } from '../duckdb/session.js';
import { identifier } from '../duckdb/sql.js';
import type { Manifest } from '../manifest/manifest.js';
import { withRows } from './gather.js';

const MAX_VALID_VALUES = 1_000;

/** Takes all measures in one pass over the rows; what the manifest alone knows costs no pass. */
export async function measureRows(
  measures: readonly Measure[],
  manifest: Manifest,
  parts: DatasetParts,
): Promise<Measured> {
  const values: Record<string, SqlValues[string]> = {};
  const counts = measures.map((measure, index) => countOf(measure, parts.settings, { values, prefix: `m${index}_` }));
  const files = manifest.inOrder();
  if (measures.every(({ metric }) => metric === 'rowCount')) {
    const rows = files.reduce((sum, file) => sum + file.rows, 0);
    return { rows, found: measures.map(() => rows) };
  }
  const cells = ['count(*)', ...counts].map((count) => `(${count})::DOUBLE`);
  const named = new Set(measures.map(({ column }) => column));
  const columns = parts.settings.columns.filter(({ name }) => named.has(name));
  const wanted = { files, columns, conditions: [], values: {}, timeoutMs: parts.sqlTimeoutMs };
  const [row = []] = await withRows(wanted, { manifest, parts }, (session, from) =>
    session.run(`SELECT ${cells.join(', ')} FROM ${from}`, values),
  );
  const [rows = 0, ...found] = row.map(Number);
  return { rows, found };
}

function countOf(
  { metric, column: name, validValues = [] }: Measure,
  settings: DatasetSettings,
  parameters: { readonly values: Record<string, SqlValues[string]>; readonly prefix: string },
): string {
  if (metric === 'rowCount') return 'count(*)';
  const column = settings.columns.find((known) => known.name === name);
  if (column === undefined) throw LakeErrors.COLUMN_UNKNOWN();
  const cell = identifier(column.name);
  if (metric === 'nullValues') return `count(*) FILTER (WHERE ${cell} IS NULL)`;
  if (metric === 'duplicateValues') return `count(${cell}) - count(DISTINCT ${cell})`;
  if (validValues.length === 0 || validValues.length > MAX_VALID_VALUES) throw LakeErrors.MEASURE_INVALID();
  const valid = validValues.map((value, index) => {
    parameters.values[`${parameters.prefix}${index}`] = valueOf(column, value);
    return `$${parameters.prefix}${index}`;
  });
  return `count(*) FILTER (WHERE ${cell} IS NOT NULL AND ${cell} NOT IN (${valid.join(', ')}))`;
}

function valueOf({ type }: Column, value: string | number): SqlValues[string] {
  if (type === 'string' && typeof value === 'string') return value;
  if (type === 'number' && Number.isFinite(value)) return value;
  if (type === 'integer' && Number.isSafeInteger(value)) return BigInt(value);
  throw LakeErrors.MEASURE_INVALID();
}
