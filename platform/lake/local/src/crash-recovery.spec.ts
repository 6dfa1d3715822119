import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Dataset, DatasetSettings, Landing } from '@mesh/lake';
import { diskFiles } from './durable-files.js';
import { LocalLake } from './local-lake.js';
import { dyingFiles } from './testing/dying-files.js';

const SETTINGS: DatasetSettings = {
  domain: 'cardiology',
  product: 'heart-rate',
  dataset: 'readings',
  major: 1,
  columns: [
    { name: 'id', type: 'integer' },
    { name: 'measuredAt', type: 'timestamp' },
  ],
  dayOf: 'measuredAt',
};

/** Ten rows that fall on two days in turn. */
const landing = (from: number): Landing => ({
  stream: 't/0',
  from,
  to: from + 10,
  rows: Array.from({ length: 10 }, (_, n) => `{"id":${from + n},"measuredAt":"2024-03-0${1 + (n % 2)}T00:00:00Z"}`),
});
const LANDINGS = [landing(0), landing(10), landing(20)];
const IDS = Array.from({ length: 30 }, (_, id) => id);

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lake-crash-'));
});
afterEach(async () => {
  await rm(root, { recursive: true });
});

/** The ids that any reader of Parquet finds below the root. */
async function idsInFiles(): Promise<number[]> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const rows = await connection.runAndReadAll(
    `SELECT id::INTEGER FROM read_parquet('${root}/**/*.parquet') ORDER BY id`,
  );
  const ids = rows.getRowsJS().map(([id]) => Number(id));
  connection.closeSync();
  instance.closeSync();
  return ids;
}

async function idsOf(dataset: Dataset): Promise<number[]> {
  const { rows } = await dataset.page({}, 1_000);
  return rows.map(({ id }) => Number(id)).sort((a, b) => a - b);
}

/** Opens the lake after a crash, lands everything again, and gives the ids that a reader and the files then have. */
async function idsAfterRecovery(): Promise<{ before: number[]; ids: number[]; inFiles: number[] }> {
  const lake = await LocalLake.open({ root });
  const dataset = await lake.open(SETTINGS);
  const before = await idsOf(dataset);
  expect(await dataset.landedTo('t/0')).toBe(before.length);
  for (const one of LANDINGS) await dataset.land(one);
  await dataset.compact();
  await lake.close();
  const again = await LocalLake.open({ root, access: 'read' });
  const ids = await idsOf(await again.open(SETTINGS));
  await again.close();
  return { before, ids, inFiles: await idsInFiles() };
}

/** Runs the writer in a process of its own that dies before the n-th operation of a kind; resolves with its signal. */
async function killedBefore(operation: string, nth: number) {
  const script = fileURLToPath(new URL('../crash/write-until-killed.mjs', import.meta.url));
  const hook = new URL('../crash/typescript-hook.mjs', import.meta.url).href;
  const work = JSON.stringify({ settings: SETTINGS, landings: LANDINGS });
  const flags = ['--conditions=mesh-source', '--import', hook];
  const child = spawn(process.execPath, [...flags, script, root, operation, String(nth), work], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('given a writer that dies', () => {
  it('has every row once, whichever file operation was the last', async () => {
    let acknowledged = 0;
    let isOver = false;
    for (let nth = 1; !isOver; nth += 1) {
      const { files, operations } = dyingFiles(nth);
      acknowledged = 0;
      const lake = await LocalLake.open({ root, files });
      try {
        const dataset = await lake.open(SETTINGS);
        for (const one of LANDINGS) acknowledged += (await dataset.land(one)).rows;
        await dataset.compact();
      } catch {
        // It died; what counts is what the next one finds.
      }
      isOver = operations() < nth;
      await lake.close();
      const { before, ids, inFiles } = await idsAfterRecovery();
      expect(before.length).toBeGreaterThanOrEqual(acknowledged);
      expect(before.length % 10).toBe(0);
      expect({ nth, ids, inFiles }).toEqual({ nth, ids: IDS, inFiles: IDS });
      await rm(join(root, 'cardiology'), { recursive: true });
    }
    expect(acknowledged).toBe(30);
  }, 180_000);

  it.each([
    ['sync', 2],
    ['rename', 1],
    ['rename', 2],
    ['append', 1],
    ['append', 3],
    ['append', 4],
    ['remove', 1],
  ])('has every row once after kill -9 before %s number %d', async (operation, nth) => {
    const child = await killedBefore(operation, nth);
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    const { ids, inFiles } = await idsAfterRecovery();
    expect({ ids, inFiles }).toEqual({ ids: IDS, inFiles: IDS });
    expect(await readdir(join(root, '.scratch'))).toEqual([]);
  });

  it('keeps a second writer out, lets readers in, and gives way when it is killed', async () => {
    const child = await killedBefore('wait', 0);
    const lake = await LocalLake.open({ root });
    await expect(lake.open(SETTINGS)).rejects.toMatchObject({ code: 'LAKE.WRITER_BUSY', meta: { pid: child.pid } });
    const reader = await LocalLake.open({ root, access: 'read' });
    const dataset = await reader.open(SETTINGS);
    const deadline = Date.now() + 10_000;
    while ((await dataset.count({})) < 30 && Date.now() < deadline) await dataset.page({}, 100);
    expect(await dataset.count({})).toBe(30);
    await expect(dataset.land(landing(30))).rejects.toMatchObject({ code: 'LAKE.READ_ONLY' });
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    const taken = await lake.open(SETTINGS);
    expect((await taken.land(landing(30))).rows).toBe(10);
    expect(await dataset.count({})).toBe(40);
    await Promise.all([lake.close(), reader.close()]);
  });
});

describe('given a manifest', () => {
  const manifest = () => join(root, 'cardiology/heart-rate/readings/v1/manifest.jsonl');
  const landAll = async () => {
    const lake = await LocalLake.open({ root });
    const dataset = await lake.open(SETTINGS);
    for (const one of LANDINGS) await dataset.land(one);
    await lake.close();
  };

  it('loses its torn last line, with the files that only it named', async () => {
    await landAll();
    const text = await readFile(manifest(), 'utf8');
    const start = text.lastIndexOf('\n', text.length - 2) + 1;
    for (const length of [start + 1, start + 80, text.length - 2, text.length - 1]) {
      await diskFiles.write(manifest(), text.slice(0, length));
      const { before, ids, inFiles } = await idsAfterRecovery();
      expect(before.length).toBe(20);
      expect({ ids, inFiles }).toEqual({ ids: IDS, inFiles: IDS });
      await rm(join(root, 'cardiology'), { recursive: true });
      await landAll();
    }
  });

  it('is refused when a line in its middle is damaged, and no file is touched', async () => {
    await landAll();
    const lines = (await readFile(manifest(), 'utf8')).split('\n');
    lines[2] = lines[2]!.replace('"rows":5', '"rows":4');
    await diskFiles.write(manifest(), lines.join('\n'));
    const lake = await LocalLake.open({ root });
    await expect(lake.open(SETTINGS)).rejects.toMatchObject({ code: 'LAKE.MANIFEST_DAMAGED', meta: { line: 3 } });
    await lake.close();
    expect(await idsInFiles()).toEqual(IDS);
  });

  it('is refused when a file that it names is missing', async () => {
    await landAll();
    await rm(join(root, 'cardiology/heart-rate/readings/v1/day=2024-03-02/part-0000000002.parquet'));
    const lake = await LocalLake.open({ root });
    await expect(lake.open(SETTINGS)).rejects.toMatchObject({ code: 'LAKE.FILE_MISSING' });
    await lake.close();
  });
});
