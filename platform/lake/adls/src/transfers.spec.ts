import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdlsDouble, type Call } from '@mesh/lake-adls-double';
import { AdlsFiles } from './adls-files.js';
import { fetchFile } from './adls-storage.js';
import { download } from './download.js';
import { upload, withSource } from './upload.js';

const MIB = 1_048_576;
const PATH = 'a folder/large file.bin';

let double: AdlsDouble;
let files: AdlsFiles;
let folder: string;
beforeEach(async () => {
  double = await AdlsDouble.start();
  folder = await mkdtemp(join(tmpdir(), 'lake-transfers-'));
  files = new AdlsFiles({
    fileSystemUrl: double.url,
    credential: { sas: double.sas() },
    retry: { tries: 2, answerTimeoutMs: 5_000, pauseMs: 1, longestPauseMs: 1 },
    operationTimeoutMs: 30_000,
  });
});
afterEach(async () => {
  await double.stop();
  await rm(folder, { recursive: true });
});

const positions = (): number[] =>
  double.seen
    .filter(({ operation, status }) => operation === 'append' && status === 202)
    .map(({ query }) => Number(query.get('position')));

describe('given a large file to upload', () => {
  const content = randomBytes(41 * MIB);
  const send = () => withSource(content, (source) => upload(source, PATH, files));

  it('appends it in order and flushes it now and then', async () => {
    await send();
    expect(double.files().get(PATH)?.equals(content)).toBe(true);
    expect(positions()).toEqual(Array.from({ length: 11 }, (_, part) => part * 4 * MIB));
    const flushed = double.seen.filter(({ operation }) => operation === 'flush');
    expect(flushed.map(({ query }) => Number(query.get('position')) / MIB)).toEqual([16, 32, 41]);
  });

  it('goes on from what was flushed after a failure that lasts', async () => {
    double.faults.plan('append', { kind: 'refused', code: 'ServerBusy' }, { skip: 6, times: 2 });
    await send();
    expect(double.files().get(PATH)?.equals(content)).toBe(true);
    const sent = positions();
    expect(sent.slice(0, 6)).toEqual([0, 4, 8, 12, 16, 20].map((at) => at * MIB));
    expect(sent.slice(6)).toEqual([16, 20, 24, 28, 32, 36, 40].map((at) => at * MIB));
  });

  it('goes on after a flush that was carried out without an answer, again and again', async () => {
    double.faults.plan('flush', { kind: 'unanswered' }, { times: 2 });
    double.faults.plan('append', { kind: 'cut' }, { skip: 9, times: 2 });
    await send();
    expect(double.files().get(PATH)?.equals(content)).toBe(true);
  });

  it('gives up when the file is taken away, and after too many failures', async () => {
    const act = (): void => double.drop(PATH);
    double.faults.plan('append', { kind: 'before', act }, { skip: 5 });
    await expect(send()).rejects.toMatchObject({ status: 404, code: 'PathNotFound' });
  });

  it('sends parts with a checksum, which the service checks', async () => {
    const checksums: unknown[] = [];
    const on = ({ headers }: Call): boolean => (checksums.push(headers['content-md5']), false);
    double.faults.plan('append', { kind: 'cut' }, { on });
    await files.create(PATH);
    await files.append(PATH, 0, Buffer.from('abc'));
    expect(checksums).toEqual([createHash('md5').update('abc').digest('base64')]);
  });
});

describe('given a large file to download', () => {
  const content = randomBytes(5 * MIB);
  const record = { path: PATH, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
  const fetch = () => {
    const place = join(folder, 'copy');
    return fetchFile(record, place, (take) => download(PATH, take, { files, silenceMs: 300 })).then(() => place);
  };
  const ranges = (): number => double.seen.filter(({ operation }) => operation === 'read').length;

  it.each([
    ['is cut', 'cutBody'],
    ['falls silent', 'stalledBody'],
  ] as const)('goes on where it was when the connection %s', async (_, kind) => {
    double.put(PATH, content);
    double.faults.plan('read', { kind, afterBytes: 2 * MIB });
    double.faults.plan('read', { kind, afterBytes: MIB });
    expect((await readFile(await fetch())).equals(content)).toBe(true);
    expect(ranges()).toBe(3);
  });

  it('refuses a file that is not the one it was, shorter, longer, changed or gone', async () => {
    for (const other of [content.subarray(1), Buffer.concat([content, content]), randomBytes(content.length)]) {
      double.put(PATH, other);
      await expect(fetch()).rejects.toMatchObject({ code: 'LAKE.FILE_DAMAGED', meta: { file: PATH } });
      await rm(join(folder, 'copy'));
    }
    double.drop(PATH);
    await expect(fetch()).rejects.toMatchObject({ code: 'LAKE.FILE_MISSING', meta: { file: PATH } });
  });

  it('does not put two versions of a file together', async () => {
    double.put(PATH, content);
    double.faults.plan('read', { kind: 'cutBody', afterBytes: MIB });
    const act = (): void => double.put(PATH, randomBytes(content.length));
    double.faults.plan('read', { kind: 'before', act });
    await expect(fetch()).rejects.toMatchObject({ code: 'LAKE.STORE_UNAVAILABLE', meta: { status: 412 } });
  });
});
