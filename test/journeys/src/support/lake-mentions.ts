import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** How many rows of the lake below a home, of all datasets or those below a folder, say each text in any column; compressed pages hide nothing here. */
export async function lakeMentions(
  home: string,
  texts: readonly string[],
  below = '',
): Promise<ReadonlyMap<string, number>> {
  const lake = join(home, 'lake', below);
  const files = (await readdir(lake, { recursive: true })).filter((file) => file.endsWith('.parquet'));
  const rows: string[] = [];
  const instance = await DuckDBInstance.create(':memory:');
  try {
    const connection = await instance.connect();
    for (const file of files) {
      const path = join(lake, file).replaceAll("'", "''");
      const reader = await connection.runAndReadAll(
        `SELECT CAST(row_of AS VARCHAR) FROM read_parquet('${path}') AS row_of`,
      );
      rows.push(...(reader.getColumns()[0] ?? []).map(String));
    }
  } finally {
    instance.closeSync();
  }
  return new Map(texts.map((text) => [text, rows.filter((row) => row.includes(text)).length]));
}
