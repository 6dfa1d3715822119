import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** How the acknowledged scores stand in the lake. */
export interface HistoryCount {
  /** Rows in the lake, all of them. */
  readonly rows: number;
  readonly distinct: number;
  readonly acknowledged: number;
  /** Acknowledged scores that are there exactly once. */
  readonly once: number;
  readonly lost: number;
  readonly doubled: number;
}

const HISTORY = 'lake/cardiology/heart-disease-risk/history/v1';

/** Reads the Parquet of the score history below a home and compares it with a file of acknowledged ids, one a line. */
export async function historyCount(home: string, idsFile: string): Promise<HistoryCount> {
  const folder = join(home, HISTORY);
  const acknowledged = new Set((await readFile(idsFile, 'utf8').catch(() => '')).split('\n').filter((id) => id !== ''));
  const times = new Map<string, number>();
  let rows = 0;
  if (existsSync(folder) && (await readdir(folder)).some((name) => name.startsWith('day='))) {
    for (const id of await scoreIdsIn(folder)) {
      rows += 1;
      times.set(id, (times.get(id) ?? 0) + 1);
    }
  }
  const found = [...acknowledged].map((id) => times.get(id) ?? 0);
  return {
    rows,
    distinct: times.size,
    acknowledged: acknowledged.size,
    once: found.filter((count) => count === 1).length,
    lost: found.filter((count) => count === 0).length,
    doubled: [...times.values()].filter((count) => count > 1).length,
  };
}

/** Polls until no acknowledged score is missing or the time is over. */
export async function settledHistory(home: string, idsFile: string, timeoutMs: number): Promise<HistoryCount> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const count = await historyCount(home, idsFile);
    if (count.lost === 0 || Date.now() > deadline) return count;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function scoreIdsIn(folder: string): Promise<string[]> {
  const instance = await DuckDBInstance.create(':memory:');
  try {
    const connection = await instance.connect();
    const files = `${folder.replaceAll("'", "''")}/day=*/*.parquet`;
    const reader = await connection.runAndReadAll(
      `SELECT "scoreId"::VARCHAR FROM read_parquet('${files}', hive_partitioning = false)`,
    );
    return reader.getColumns()[0]?.map(String) ?? [];
  } finally {
    instance.closeSync();
  }
}
