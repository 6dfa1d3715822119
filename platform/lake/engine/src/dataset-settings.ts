import { LakeErrors, type Column, type DatasetSettings } from '@mesh/lake';
import { SQL_TYPES } from './duckdb/sql.js';

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;
const MAX_COLUMNS = 1_000;

/** Names that DuckDB gives to the place of a row in a file. */
const RESERVED = new Set(['filename', 'file_index', 'file_row_number', 'rowid']);

/** The dataset's folder below the lake's root. */
export const datasetPath = ({ domain, product, dataset, major }: DatasetSettings): string =>
  `${domain}/${product}/${dataset}/v${major}`;

/** Refuses settings that would not make a dataset, among them names that would leave the lake's root. */
export function checkSettings({ domain, product, dataset, major, columns, dayOf }: DatasetSettings): void {
  const rule = [
    [[domain, product, dataset].every((name) => NAME.test(name)), 'name'],
    [Number.isSafeInteger(major) && major >= 1, 'major'],
    [columns.length >= 1 && columns.length <= MAX_COLUMNS, 'columns'],
    [columns.every(isColumn), 'column'],
    [new Set(columns.map(({ name }) => name.toLowerCase())).size === columns.length, 'unique columns'],
    [columns.some(({ name, type }) => name === dayOf && type === 'timestamp'), 'dayOf'],
  ].find(([holds]) => !holds)?.[1];
  if (rule !== undefined) throw LakeErrors.SETTINGS_INVALID({ rule: String(rule) });
}

const isColumn = ({ name, type }: Column): boolean =>
  name !== '' && name.length <= 128 && !name.includes('\0') && !RESERVED.has(name.toLowerCase()) && type in SQL_TYPES;

interface Schema {
  readonly columns: readonly Column[];
  readonly dayOf: string;
}

/** Whether columns differ from those of before, having made sure that rows of before can still be read as rows of now. */
export function columnsChanged(before: Schema, now: Schema): boolean {
  const types = new Map(now.columns.map(({ name, type }) => [name, type]));
  const lost = before.columns.find(({ name, type }) => types.get(name) !== type);
  if (lost !== undefined) throw LakeErrors.COLUMNS_CHANGED({ column: lost.name });
  if (before.dayOf !== now.dayOf) throw LakeErrors.COLUMNS_CHANGED({ column: now.dayOf });
  return before.columns.length !== now.columns.length;
}
