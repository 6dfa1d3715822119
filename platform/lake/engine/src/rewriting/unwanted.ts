import { LakeErrors, type DatasetSettings, type Unwanted } from '@mesh/lake';
import type { SqlValues } from '../duckdb/session.js';
import { identifier } from '../duckdb/sql.js';
import { parameter, placeholder } from '../reading/selection.js';

const MAX_VALUES = 1_000;

/** A condition that holds for rows that are unwanted; never unknown, so that its opposite keeps all others. */
export interface UnwantedRows {
  readonly condition: string;
  readonly values: SqlValues;
}

/** Checks what is to be taken away against the columns and turns it into a condition. */
export function unwantedRows({ column: name, values }: Unwanted, settings: DatasetSettings): UnwantedRows {
  const column = settings.columns.find((known) => known.name === name);
  if (column === undefined) throw LakeErrors.COLUMN_UNKNOWN();
  if (values.length === 0 || values.length > MAX_VALUES) throw LakeErrors.SELECTION_INVALID({ rule: 'values' });
  const parameters = values.map((value, index) => [`unwanted${index}`, parameter(column.type, value)] as const);
  const places = parameters.map(([place]) => placeholder(column.type, place));
  return {
    condition: `coalesce(${identifier(column.name)} IN (${places.join(', ')}), false)`,
    values: Object.fromEntries(parameters),
  };
}
