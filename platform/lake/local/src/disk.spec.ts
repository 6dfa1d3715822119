import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Dataset, DatasetSettings } from '@mesh/lake';
import { eventually } from '@mesh/testing';
import { LocalLake } from './local-lake.js';

const SETTINGS: DatasetSettings = {
  domain: 'cardiology',
  product: 'scores',
  dataset: 'scored',
  major: 2,
  columns: [
    { name: 'id', type: 'integer' },
    { name: 'at', type: 'timestamp' },
    { name: 'text', type: 'string' },
  ],
  dayOf: 'at',
};
const row = (id: number, at = '2024-03-01T00:00:00Z') => JSON.stringify({ id, at, text: `row ${id}` });

let root: string;
let lake: LocalLake;
let dataset: Dataset;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lake-disk-'));
  lake = await LocalLake.open({ root, now: () => new Date('2024-03-02T12:00:00Z') });
  dataset = await lake.open(SETTINGS);
});
afterEach(async () => {
  await lake.close();
  await rm(root, { recursive: true });
});

async function landOneByOne(count: number, at?: string): Promise<void> {
  for (let id = 0; id < count; id += 1) await dataset.land({ stream: 's', from: id, to: id + 1, rows: [row(id, at)] });
}

const filesOf = async (day: string) => readdir(join(root, 'cardiology/scores/scored/v2', `day=${day}`));

describe('given a lake on disk', () => {
  it('is read by any reader of Parquet, with days as hive partitions', async () => {
    await dataset.land({ stream: 's', from: 0, to: 2, rows: [row(0), row(1, '2024-02-29T23:59:59.999999Z')] });
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    const query = `SELECT id, "at", day::VARCHAR FROM read_parquet('${root}/cardiology/scores/scored/v2/*/*.parquet') ORDER BY id`;
    const read = await connection.runAndReadAll(query);
    expect(read.columnTypes().map(String)).toEqual(['BIGINT', 'TIMESTAMP WITH TIME ZONE', 'VARCHAR']);
    expect(read.getRowsJS().map(([id, , day]) => [Number(id), day])).toEqual([
      [0, '2024-03-01'],
      [1, '2024-02-29'],
    ]);
    connection.closeSync();
    instance.closeSync();
  });

  it('reports sizes and checksums that the files have', async () => {
    const { files } = await dataset.land({ stream: 's', from: 0, to: 1, rows: [row(0)] });
    for (const { path, bytes, sha256 } of files) {
      const content = await readFile(join(root, path));
      expect([content.length, createHash('sha256').update(content).digest('hex')]).toEqual([bytes, sha256]);
    }
  });

  it('lets nobody else in: folders 700, files 600', async () => {
    await landOneByOne(2);
    await dataset.compact();
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const open = await Promise.all(
      entries.map(async (entry) => {
        const { mode } = await stat(join(entry.parentPath, entry.name));
        return (mode & 0o777) === (entry.isDirectory() ? 0o700 : 0o600) ? [] : [entry.name];
      }),
    );
    expect(open.flat()).toEqual([]);
    expect(entries.length).toBeGreaterThan(5);
  });

  it('folds a finished day into one file, and leaves a running day with few files alone', async () => {
    await landOneByOne(4);
    await dataset.land({ stream: 'u', from: 0, to: 1, rows: [row(9, '2024-03-02T01:00:00Z')] });
    await dataset.land({ stream: 'u', from: 1, to: 2, rows: [row(10, '2024-03-02T02:00:00Z')] });
    await dataset.compact();
    expect([await filesOf('2024-03-01'), (await filesOf('2024-03-02')).length]).toEqual([['rows-0-3.parquet'], 2]);
  });

  it('folds a running day once it has many small files', async () => {
    await landOneByOne(40, '2024-03-02T01:00:00Z');
    await dataset.compact();
    expect(await filesOf('2024-03-02')).toEqual(['rows-0-39.parquet']);
    expect(await dataset.count({})).toBe(40);
  });

  it('keeps no temporary file of an export, read to the end or not', async () => {
    await dataset.land({ stream: 's', from: 0, to: 5_000, rows: Array.from({ length: 5_000 }, (_, id) => row(id)) });
    const [whole, left] = await Promise.all([dataset.export({}, 'csv'), dataset.export({}, 'csv')]);
    let bytes = 0;
    for await (const chunk of whole) bytes += chunk.length;
    expect(bytes).toBeGreaterThan(150_000);
    (left as NodeJS.ReadableStream & { destroy(): void }).destroy();
    const scratch = join(root, '.scratch');
    const [own = ''] = await readdir(scratch);
    await eventually(async () => expect(await readdir(join(scratch, own))).toEqual([]));
  });

  it('refuses a second lake of the same process on a dataset', async () => {
    const second = await LocalLake.open({ root });
    await expect(second.open(SETTINGS)).rejects.toMatchObject({ code: 'LAKE.WRITER_BUSY', meta: { pid: process.pid } });
    await second.close();
    expect(await dataset.count({})).toBe(0);
  });

  it('answers CLOSED once it is closed', async () => {
    await lake.close();
    await expect(dataset.page({}, 1)).rejects.toMatchObject({ code: 'LAKE.CLOSED' });
    await expect(dataset.land({ stream: 's', from: 0, to: 1, rows: [row(0)] })).rejects.toMatchObject({
      code: 'LAKE.CLOSED',
    });
    await expect(lake.open(SETTINGS)).rejects.toMatchObject({ code: 'LAKE.CLOSED' });
  });
});
