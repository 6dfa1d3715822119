import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Dataset, DatasetSettings, Lake } from '@mesh/lake';
import { AdlsLake } from '@mesh/lake-adls';
import { AdlsDouble } from '@mesh/lake-adls-double';
import { LocalLake } from '@mesh/lake-local';

const ROWS_A_LANDING = 10_000;
const LANDINGS = 30;
const FEATURES = ['age', 'sex', 'chestPain', 'restingPressure', 'cholesterol', 'maximumRate', 'oldpeak', 'probability'];

const SETTINGS: DatasetSettings = {
  domain: 'bench',
  product: 'scores',
  dataset: 'scored',
  major: 1,
  columns: [
    { name: 'id', type: 'string' },
    { name: 'scoredAt', type: 'timestamp' },
    ...FEATURES.map((name) => ({ name, type: 'number' as const })),
  ],
  dayOf: 'scoredAt',
};

/**
 * Scores landed as Parquet: rows/s through the lake (durable, checked, in the manifest) beside bare DuckDB that copies the
 * same NDJSON to Parquet without any of that, and how long a single row takes from the call until a page shows it. The same
 * rows into the lake in the cloud, against a double in this process: what the protocol costs, not what a network does.
 */
export async function run(): Promise<{ name: 'sink'; figures: Record<string, number> }> {
  const root = await mkdtemp(join(tmpdir(), 'mesh-bench-sink-'));
  try {
    const batches = Array.from({ length: LANDINGS }, (_, batch) => rowsOf(batch));
    const landed = await landAll(await LocalLake.open({ root: join(root, 'lake') }), batches);
    const cloud = await landInCloud(join(root, 'copies'), batches);
    const bareRowsPerSecond = await copyAll(root, batches);
    return {
      name: 'sink',
      figures: {
        ...landed,
        bareRowsPerSecond,
        shareOfBare: landed.rowsPerSecond / bareRowsPerSecond,
        cloudRowsPerSecond: cloud.rowsPerSecond,
        cloudShareOfLocal: cloud.rowsPerSecond / landed.rowsPerSecond,
        cloudFreshnessMedianMs: cloud.freshnessMedianMs,
      },
    };
  } finally {
    await rm(root, { recursive: true });
  }
}

function rowsOf(batch: number): string[] {
  return Array.from({ length: ROWS_A_LANDING }, (_, n) => {
    const place = batch * ROWS_A_LANDING + n;
    const cells = Object.fromEntries(FEATURES.map((name, index) => [name, ((place * (index + 3)) % 997) / 8]));
    const scoredAt = new Date(Date.UTC(2024, 2, 1) + place * 10).toISOString();
    return JSON.stringify({ id: `score-${place}`, scoredAt, ...cells });
  });
}

async function landInCloud(scratch: string, batches: readonly (readonly string[])[]) {
  const double = await AdlsDouble.start();
  try {
    return await landAll(await AdlsLake.open({ url: double.url, credential: { sas: double.sas() }, scratch }), batches);
  } finally {
    await double.stop();
  }
}

async function landAll(lake: Lake, batches: readonly (readonly string[])[]) {
  const dataset = await lake.open(SETTINGS);
  await dataset.land({ stream: 'warm', from: 0, to: 100, rows: batches[0]!.slice(0, 100) });
  const busyBefore = performance.eventLoopUtilization();
  const began = performance.now();
  let from = 0;
  for (const rows of batches) {
    await dataset.land({ stream: 'bench/0', from, to: from + rows.length, rows });
    from += rows.length;
  }
  const seconds = (performance.now() - began) / 1_000;
  const busyMs = performance.eventLoopUtilization(busyBefore).active;
  const freshnessMs = await freshness(dataset, batches[0]!);
  await lake.close();
  return { rowsPerSecond: from / seconds, eventLoopMicrosecondsPerRow: (busyMs * 1_000) / from, ...freshnessMs };
}

/** Median and worst time until a row landed alone is on a page. */
async function freshness(dataset: Dataset, rows: readonly string[]) {
  const times: number[] = [];
  for (let n = 0; n < 50; n += 1) {
    const began = performance.now();
    const row = rows[n]!.replace('"score-', '"fresh-');
    await dataset.land({ stream: 'bench/fresh', from: n, to: n + 1, rows: [row] });
    const { rows: found } = await dataset.page({ columns: ['id'], equals: { id: `fresh-${n}` } }, 1);
    if (found.length !== 1) throw new Error('a landed row is not on the page');
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  return { freshnessMedianMs: times[25]!, freshnessWorstMs: times[49]! };
}

/** The baseline: DuckDB with as many threads and as much memory, file by file, nothing made durable. */
async function copyAll(root: string, batches: readonly (readonly string[])[]): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '256MB' });
  const connection = await instance.connect();
  const types = SETTINGS.columns.map(
    ({ name, type }) =>
      `${name}: '${{ string: 'VARCHAR', timestamp: 'TIMESTAMPTZ', number: 'DOUBLE', integer: 'BIGINT', boolean: 'BOOLEAN' }[type]}'`,
  );
  const began = performance.now();
  for (const [batch, rows] of batches.entries()) {
    const path = join(root, `bare-${batch}`);
    await writeFile(`${path}.ndjson`, rows.join('\n'));
    await connection.run(
      `COPY (SELECT * FROM read_json('${path}.ndjson', columns={${types.join(', ')}}, format='newline_delimited'))
       TO '${path}.parquet' (FORMAT parquet, COMPRESSION zstd)`,
    );
  }
  const seconds = (performance.now() - began) / 1_000;
  connection.closeSync();
  instance.closeSync();
  return (LANDINGS * ROWS_A_LANDING) / seconds;
}
