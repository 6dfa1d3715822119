import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileCache, type Cacheable } from './file-cache.js';

let folder: string;
let fetched: string[];
let cache: FileCache;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lake-cache-'));
  fetched = [];
  let places = 0;
  cache = new FileCache({
    capacity: 100,
    place: () => join(folder, `copy-${(places += 1)}`),
    fetch: async ({ path, bytes }, place) => {
      fetched.push(path);
      if (path === 'broken') throw new Error('not there');
      await writeFile(place, path.padEnd(bytes));
    },
    maxWaitMs: 50,
  });
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const file = (path: string, bytes = 40): Cacheable => ({ path, bytes });
const bytesHere = async (): Promise<number> => {
  const contents = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
  return contents.reduce((sum, { length }) => sum + length, 0);
};

describe('given a cache of files', () => {
  it('fetches a file once, however many want it at once or later', async () => {
    const pins = await Promise.all([cache.pin([file('a')]), cache.pin([file('a')]), cache.pin([file('a'), file('b')])]);
    expect(await readFile(pins[2].paths[1]!, 'utf8')).toBe('b'.padEnd(40));
    for (const { release } of pins) release();
    (await cache.pin([file('a')])).release();
    expect(fetched).toEqual(['a', 'b']);
  });

  it('never holds more than it may: the one unused for longest goes first', async () => {
    for (const name of ['a', 'b', 'a', 'c']) (await cache.pin([file(name)])).release();
    expect(cache.bytes).toBeLessThanOrEqual(100);
    (await cache.pin([file('a'), file('c')])).release();
    expect(fetched).toEqual(['a', 'b', 'c']);
    expect(await bytesHere()).toBeLessThanOrEqual(100);
  });

  it('keeps what is in use, lets others wait for room, and tells them when it takes too long', async () => {
    const held = await cache.pin([file('a'), file('b')]);
    await expect(cache.pin([file('c')])).rejects.toMatchObject({ code: 'LAKE.BUSY' });
    const waiting = cache.pin([file('c')]);
    held.release();
    const { paths, release } = await waiting;
    expect(existsSync(paths[0]!)).toBe(true);
    release();
  });

  it('does not let two wait for each other', async () => {
    const [a, b] = [await cache.pin([file('a')]), await cache.pin([file('b')])];
    const both = [cache.pin([file('a'), file('c')]), cache.pin([file('b'), file('d')])];
    a.release();
    b.release();
    for (const pinned of both) (await pinned).release();
    expect(cache.bytes).toBeLessThanOrEqual(100);
  });

  it('refuses what can never fit', async () => {
    await expect(cache.pin([file('a', 101)])).rejects.toMatchObject({
      code: 'LAKE.CACHE_TOO_SMALL',
      meta: { bytes: 101, capacity: 100 },
    });
  });

  it('forgets a file that could not be fetched, and tries again', async () => {
    await expect(cache.pin([file('broken'), file('a')])).rejects.toThrow('not there');
    await expect(cache.pin([file('broken')])).rejects.toThrow('not there');
    expect(fetched).toEqual(['broken', 'a', 'broken']);
    (await cache.pin([file('a'), file('b')])).release();
    expect(cache.bytes).toBeLessThanOrEqual(100);
  });

  it('takes over a file that was made here, or removes it when there is no room', async () => {
    const made = join(folder, 'made');
    await writeFile(made, 'x'.repeat(60));
    await cache.adopt(file('m', 60), made);
    const held = await cache.pin([file('m', 60)]);
    expect([fetched, await readFile(held.paths[0]!, 'utf8')]).toEqual([[], 'x'.repeat(60)]);
    await writeFile(made, 'y'.repeat(60));
    await cache.adopt(file('n', 60), made);
    expect(existsSync(made)).toBe(false);
    held.release();
  });

  it('removes copies that are not wanted any more, those in use once they are released', async () => {
    const held = await cache.pin([file('a')]);
    (await cache.pin([file('b')])).release();
    await cache.forget(() => true);
    expect(await readdir(folder)).toHaveLength(1);
    expect(existsSync(held.paths[0]!)).toBe(true);
    held.release();
    await cache.forget(() => true);
    expect([await readdir(folder), cache.bytes]).toEqual([[], 0]);
  });
});
