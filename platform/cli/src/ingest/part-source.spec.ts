import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileParts, streamParts } from './part-source.js';

const MEGABYTE = 1_048_576;

describe('given a file to be sent', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mesh-parts-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('gives it in parts of a few megabytes, from any place', async () => {
    const path = join(folder, 'long');
    const bytes = Buffer.alloc(9 * MEGABYTE).map((_, at) => at % 251);
    await writeFile(path, bytes);
    const source = await fileParts(path);
    expect(source.size).toBe(bytes.length);
    const [first, last] = [await source.part(1_000), await source.part(8 * MEGABYTE)];
    expect([first.bytes.length, first.isLast, last.bytes.length, last.isLast]).toEqual([
      4 * MEGABYTE,
      false,
      MEGABYTE,
      true,
    ]);
    expect(first.bytes.equals(bytes.subarray(1_000, 1_000 + 4 * MEGABYTE))).toBe(true);
    await source.close();
  });

  it('gives an empty file as its last part', async () => {
    const path = join(folder, 'empty');
    await writeFile(path, '');
    const source = await fileParts(path);
    expect(await source.part(0)).toEqual({ bytes: Buffer.alloc(0), isLast: true });
    await source.close();
  });

  it('says that there is none', async () => {
    await expect(fileParts(join(folder, 'none'))).rejects.toMatchObject({ code: 'CLI.FILE_UNREADABLE' });
  });
});

describe('given a stream to be sent', () => {
  it('gives what the service left of a part again, and no byte twice', async () => {
    const text = Array.from({ length: 200_000 }, (_, nth) => `${nth}`.padStart(30)).join('\n');
    const source = streamParts(Readable.from([text.slice(0, 5_000_000), text.slice(5_000_000)]));
    let taken = '';
    for (let isLast = false; !isLast;) {
      const part = await source.part(taken.length);
      ({ isLast } = part);
      taken += part.bytes.toString().slice(0, isLast ? undefined : -7);
    }
    expect(taken === text).toBe(true);
    await source.close();
  });
});
