import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/**
 * The names of the files in which a text can still be found: as raw bytes, or, in Parquet, behind its compression in a
 * cell, a statistic or a Bloom filter of the column.
 */
export async function traceOf(
  text: string,
  column: string,
  files: ReadonlyMap<string, Buffer>,
): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lake-trace-'));
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const holds = async (sql: string, values: Record<string, string>): Promise<boolean> => {
    const [row] = (await connection.runAndReadAll(sql, values)).getRowsJS();
    return Number(row?.[0]) > 0;
  };
  const found: string[] = [];
  try {
    for (const [name, content] of files) {
      const isParquet = content.subarray(0, 4).toString() === 'PAR1';
      const path = join(folder, 'looked-at.parquet');
      if (isParquet) await writeFile(path, content);
      const isThere =
        name.includes(text) ||
        content.includes(text) ||
        (isParquet &&
          ((await holds(`SELECT count(*) FROM read_parquet($path) AS t WHERE contains(t::VARCHAR, $text)`, {
            path,
            text,
          })) ||
            (await holds(`SELECT count(*) FROM parquet_metadata($path) AS t WHERE contains(t::VARCHAR, $text)`, {
              path,
              text,
            })) ||
            (await holds(
              `SELECT count(*) FROM parquet_bloom_probe($path, '${column}', $text) WHERE NOT bloom_filter_excludes
               AND EXISTS (FROM parquet_metadata($path) WHERE path_in_schema = '${column}' AND bloom_filter_offset IS NOT NULL)`,
              { path, text },
            ))));
      if (isThere) found.push(name);
    }
    return found;
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true });
  }
}
