import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeManifest, Journal, type FileRecord, type ManifestRecord } from '@mesh/lake-engine';
import { diskFiles } from './durable-files.js';
import { LocalManifest } from './local-manifest.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lake-journal-'));
  path = join(folder, 'manifest.jsonl');
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const file = (seq: number): FileRecord => ({
  path: `day=2024-03-01/part-${seq}.parquet`,
  day: '2024-03-01',
  first: seq - 1,
  rows: 1,
  bytes: 100,
  sha256: 'a'.repeat(64),
  schema: 0,
  sources: [{ stream: 's', from: seq - 1, to: seq }],
});

const landed = (seq: number): ManifestRecord => ({
  kind: 'landed',
  seq,
  source: { stream: 's', from: seq - 1, to: seq },
  files: [file(seq)],
});

const linesOf = async () => (await readFile(path, 'utf8')).split('\n').length - 1;

describe('given the journal of a manifest', () => {
  it('grows by a line a landing however many there are', async () => {
    const journal = await Journal.open(new LocalManifest(path, diskFiles));
    for (let seq = 1; seq <= 50; seq += 1) await journal.commit(landed(seq));
    expect(await linesOf()).toBe(50);
    expect((await Journal.open(new LocalManifest(path, diskFiles))).manifest.inOrder()).toEqual(
      journal.manifest.inOrder(),
    );
  });

  it('is rewritten when most of it is history, with the same sum', async () => {
    const journal = await Journal.open(new LocalManifest(path, diskFiles));
    const columns = [{ name: 'at', type: 'timestamp' as const }];
    await journal.commit({ kind: 'columns', schema: 0, columns, dayOf: 'at' });
    for (let seq = 1; seq <= 600; seq += 1) {
      await journal.commit(landed(seq));
      const removed = [file(seq - 1).path, file(seq - 2).path];
      if (seq % 2 === 0) await journal.commit({ kind: 'compacted', seq, removed, added: [] });
    }
    expect(await linesOf()).toBeLessThan(600);
    const { manifest } = decodeManifest(await readFile(path));
    expect(manifest.inOrder()).toEqual(journal.manifest.inOrder());
    expect([manifest.next('s'), manifest.nextSeq, manifest.rowsOn('2024-03-01')]).toEqual([600, 601, 600]);
    expect(manifest.schemaVersions).toEqual([{ columns, dayOf: 'at' }]);
  });

  it('takes back a line that could not be made durable', async () => {
    let isFull = false;
    const append = async (target: string, text: string) => {
      await diskFiles.append(target, isFull ? text.slice(0, 40) : text);
      if (isFull) throw new Error('no space left');
    };
    const journal = await Journal.open(new LocalManifest(path, { ...diskFiles, append }));
    await journal.commit(landed(1));
    isFull = true;
    await expect(journal.commit(landed(2))).rejects.toMatchObject({ code: 'LAKE.WRITE_FAILED' });
    expect(journal.manifest.next('s')).toBe(1);
    isFull = false;
    await journal.commit(landed(2));
    expect(decodeManifest(await readFile(path)).manifest.next('s')).toBe(2);
  });
});
