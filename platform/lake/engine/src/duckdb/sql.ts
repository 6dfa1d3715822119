import type { Column, ColumnType } from '@mesh/lake';

/** A text as an SQL literal; for places that take no parameter, such as the path of a COPY. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A name as an SQL identifier. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** DuckDB's type of a cell at rest. */
export const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  string: 'VARCHAR',
  number: 'DOUBLE',
  integer: 'BIGINT',
  boolean: 'BOOLEAN',
  timestamp: 'TIMESTAMPTZ',
};

/** The expression of a column in files that may have been written before the column existed. */
export function columnOf(column: Column, present: ReadonlySet<string>): string {
  const name = identifier(column.name);
  return present.has(column.name) ? name : `CAST(NULL AS ${SQL_TYPES[column.type]}) AS ${name}`;
}

/** A timestamp expression as RFC 3339 in UTC with milliseconds. */
export const asRfc3339 = (expression: string): string => `strftime(${expression}, '%Y-%m-%dT%H:%M:%S.%gZ')`;
