import { DuckDBInstance } from '@duckdb/node-api';
import { CliErrors } from '../cli.errors.js';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** How a column of the scored table is typed; whatever is not listed is text. */
export type ColumnTypes = Readonly<Record<string, 'DOUBLE' | 'INTEGER'>>;

/** Turns a scored CSV into Parquet, streaming; throws CLI.FILE_UNWRITABLE. */
export async function csvToParquet(
  csv: string,
  parquet: string,
  columns: { names: readonly string[]; types: ColumnTypes },
): Promise<void> {
  const typed = columns.names.map((name) => `${quoted(name)}: ${quoted(columns.types[name] ?? 'VARCHAR')}`).join(', ');
  const missing = ['', '?', 'NA', 'na', 'NaN', 'nan', 'null', 'NULL'].map(quoted).join(', ');
  const source = `read_csv(${quoted(csv)}, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', nullstr = [${missing}], columns = {${typed}})`;
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '256MB', threads: '1' });
  try {
    const connection = await instance.connect();
    await connection.run(`COPY (SELECT * FROM ${source}) TO ${quoted(parquet)} (FORMAT parquet, COMPRESSION zstd)`);
    connection.closeSync();
  } catch (cause) {
    throw CliErrors.FILE_UNWRITABLE({ option: '--out' }, { cause });
  } finally {
    instance.closeSync();
  }
}
