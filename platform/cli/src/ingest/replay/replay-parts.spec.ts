import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UploadTerms } from '@mesh/ingest';
import { replayParts } from './replay-parts.js';

const CSV: UploadTerms = { format: 'csv' };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mesh-replay-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let files = 0;
async function fileOf(lines: readonly string[]): Promise<string> {
  const path = join(folder, `file-${(files += 1)}`);
  await writeFile(path, lines.join('\n'));
  return path;
}

/** A clock that only pauses move on. */
function clock() {
  let nowMs = 1_000_000;
  return {
    now: () => nowMs,
    pause: (ms: number) => {
      nowMs += ms;
      return Promise.resolve();
    },
    get seconds() {
      return Math.round((nowMs - 1_000_000) / 1_000);
    },
  };
}

/** Takes a whole replay, part by part, with the second at which each part came. */
async function replayed(file: string, over: { terms?: UploadTerms; at?: string; speed?: number; from?: number } = {}) {
  const time = clock();
  const { terms = CSV, at = 'at', speed = 60, from = 0 } = over;
  const source = await replayParts({ file, terms, at, speed, now: time.now, pause: time.pause });
  const parts: [number, string][] = [];
  for (let offset = from; ;) {
    const { bytes, isLast } = await source.part(offset);
    parts.push([time.seconds, bytes.toString()]);
    offset += bytes.length;
    if (isLast) break;
  }
  await source.close();
  return parts;
}

const minute = (nth: number): string => `2026-03-01T08:${String(nth).padStart(2, '0')}:00Z`;

describe('given a file with times', () => {
  it('gives each row when it is due, faster by the speed, with the gaps that it has', async () => {
    const file = await fileOf(['who,at', `a,${minute(0)}`, `a,${minute(1)}`, `a,${minute(30)}`]);
    expect(await replayed(file)).toEqual([
      [0, `who,at\na,${minute(0)}\n`],
      [1, `a,${minute(1)}\n`],
      [30, `a,${minute(30)}\n`],
    ]);
  });

  it('brings those who stand behind one another side by side', async () => {
    const file = await fileOf(['who,at', `a,${minute(0)}`, `a,${minute(9)}`, `b,${minute(0)}`, `b,${minute(5)}`]);
    expect(
      (await replayed(file)).map(([second, text]) => [second, text.split('\n').filter((line) => line !== '')]),
    ).toEqual([
      [0, ['who,at', `a,${minute(0)}`, `b,${minute(0)}`]],
      [5, [`b,${minute(5)}`]],
      [9, [`a,${minute(9)}`]],
    ]);
  });

  it('passes over what the service has, and begins the clock behind it', async () => {
    const file = await fileOf(['who,at', `a,${minute(0)}`, `b,${minute(40)}`, `b,${minute(41)}`]);
    const from = `who,at\na,${minute(0)}\n`.length;
    expect(await replayed(file, { from })).toEqual([
      [0, `b,${minute(40)}\n`],
      [1, `b,${minute(41)}\n`],
    ]);
  });

  it('gives what the service left of a part again', async () => {
    const file = await fileOf(['who,at', `a,${minute(0)}`, `a,${minute(1)}`]);
    const time = clock();
    const source = await replayParts({ file, terms: CSV, at: 'at', speed: 60, now: time.now, pause: time.pause });
    const first = await source.part(0);
    const again = await source.part('who,at\n'.length);
    expect([first.bytes.toString(), again.bytes.toString()]).toEqual([`who,at\na,${minute(0)}\n`, `a,${minute(0)}\n`]);
    await source.close();
  });

  it('finds the time by the field that a column is mapped to, in the zone of the terms', async () => {
    const terms: UploadTerms = { format: 'csv', columns: { 'time stamp': 'measuredAt' }, zone: '+01:00' };
    const file = await fileOf([
      'who,Time-Stamp',
      'a,2026-03-01 08:00',
      'a,2026-03-01T07:01:00Z',
      'a,"2026-03-01T08:02:00"',
    ]);
    expect((await replayed(file, { terms, at: 'measuredAt' })).map(([second]) => second)).toEqual([0, 1, 2]);
  });

  it('reads NDJSON, and lets a row without a time follow the one before it', async () => {
    const rows = [{ at: minute(0) }, { none: 1 }, { at: minute(2) }].map((row) => JSON.stringify(row));
    const file = await fileOf([...rows.slice(0, 2), 'no json', rows[2] as string]);
    expect(await replayed(file, { terms: { format: 'ndjson' } })).toEqual([
      [0, `${rows[0]}\n${rows[1]}\nno json\n`],
      [2, `${rows[2]}\n`],
    ]);
  });

  it('refuses a column that is not there, and times that go back too often', async () => {
    const file = await fileOf(['who,at', `a,${minute(0)}`]);
    await expect(replayed(file, { at: 'when' })).rejects.toMatchObject({ code: 'CLI.OPTION_WRONG' });
    const unsorted = await fileOf(['at', ...Array.from({ length: 1_200 }, (_, nth) => minute(59 - (nth % 60)))]);
    await expect(replayed(unsorted)).rejects.toMatchObject({ code: 'CLI.FILE_UNSORTED' });
  });
});
