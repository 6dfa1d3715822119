import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Column } from '../known/data-contract.js';

/** What DuckDB finds in a file. */
export interface ReadTable {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly string[])[];
}

/** How DuckDB names the types that contracts name for the tools on top of it. */
const IN_DUCKDB: Readonly<Record<string, string>> = { TIMESTAMP_TZ: 'TIMESTAMP WITH TIME ZONE' };

export const duckDbType = ({ physicalType }: Column): string => IN_DUCKDB[physicalType] ?? physicalType;

/** Reads a Parquet file by what it says of itself. */
export const readParquet = (bytes: Buffer): Promise<ReadTable> => readWith(bytes, (file) => `read_parquet('${file}')`);

/** Reads a CSV file by the types that its contract says; throws where a cell is none of its column. */
export const readCsv = (bytes: Buffer, columns: readonly Column[]): Promise<ReadTable> =>
  readWith(bytes, (file) => {
    const types = columns.map((column) => `'${column.name}': '${duckDbType(column)}'`).join(', ');
    return `read_csv('${file}', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', new_line = '\\r\\n', columns = {${types}})`;
  });

async function readWith(bytes: Buffer, relation: (file: string) => string): Promise<ReadTable> {
  const folder = await mkdtemp(join(tmpdir(), 'mesh-table-'));
  const instance = await DuckDBInstance.create(':memory:');
  try {
    const file = join(folder, 'table');
    await writeFile(file, bytes);
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${relation(file)}`);
    const names = described.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
    const texts = names.map(({ name }) => `"${name}"::VARCHAR`).join(', ');
    const read = await connection.runAndReadAll(`SELECT ${texts} FROM ${relation(file)}`);
    return { columns: names, rows: read.getRows().map((row) => row.map(String)) };
  } finally {
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
}
