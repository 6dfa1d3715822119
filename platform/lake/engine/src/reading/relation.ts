import type { DatasetSettings } from '@mesh/lake';
import { columnOf, literal } from '../duckdb/sql.js';
import type { Manifest } from '../manifest/manifest.js';
import type { FileRecord } from '../manifest/record.js';

/** Files, and where each lies on this disk. */
export interface LyingFiles {
  readonly files: readonly FileRecord[];
  readonly paths: readonly string[];
}

/** The dataset's columns over a list of files, in the list's order, as a relation to select from. */
export function relationOf({ files, paths }: LyingFiles, manifest: Manifest, settings: DatasetSettings): string {
  if (files.length === 0)
    return `(SELECT ${settings.columns.map((column) => columnOf(column, new Set())).join(', ')} WHERE false)`;
  const schemas = new Set(files.map(({ schema }) => schema));
  const present = new Set(
    [...schemas].flatMap((schema) => (manifest.schemaVersions[schema]?.columns ?? []).map(({ name }) => name)),
  );
  const cells = settings.columns.map((column) => columnOf(column, present)).join(', ');
  return `(SELECT ${cells}, file_index, file_row_number
    FROM read_parquet([${paths.map(literal).join(', ')}], hive_partitioning=false, union_by_name=${schemas.size > 1}))`;
}

/** A WHERE clause of all conditions; empty without any. */
export const where = (conditions: readonly string[]): string =>
  conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
