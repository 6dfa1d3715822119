import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Table } from '../known/data-contract.js';

/** The Parquet files of a dataset in the lake below a home. */
export async function lakeFiles(home: string, { lakeFolder }: Table): Promise<readonly string[]> {
  const folder = join(home, 'lake', lakeFolder);
  if (!existsSync(folder)) return [];
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => /^day=[^/]+[/\\][^/\\]+\.parquet$/.test(name)).map((name) => join(folder, name));
}
