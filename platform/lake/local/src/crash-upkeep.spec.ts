import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dataset, DatasetSettings } from '@mesh/lake';
import { filesBelow, traceOf } from '@mesh/lake-suite';
import { LocalLake } from './local-lake.js';
import { dyingFiles } from './testing/dying-files.js';

const SETTINGS: DatasetSettings = {
  domain: 'cardiology',
  product: 'heart-rate',
  dataset: 'readings',
  major: 1,
  columns: [
    { name: 'id', type: 'string' },
    { name: 'measuredAt', type: 'timestamp' },
  ],
  dayOf: 'measuredAt',
};
const GONE = 'patient-4711-to-be-forgotten';
const THEIRS = { column: 'id', values: [GONE] };

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lake-upkeep-'));
});
afterEach(async () => {
  await rm(root, { recursive: true });
});

/** Three landings over two days; every second row is the patient's, and so is all of the third landing. */
async function landAll(): Promise<void> {
  const lake = await LocalLake.open({ root });
  const dataset = await lake.open(SETTINGS);
  for (let from = 0; from < 12; from += 4) {
    const rows = [0, 1, 2, 3].map((index) => {
      const n = from + index;
      return JSON.stringify({
        id: n % 2 === 0 || n >= 8 ? GONE : `r${n}`,
        measuredAt: `2024-03-0${1 + (index >> 1)}T00:00:00Z`,
      });
    });
    await dataset.land({ stream: 't/0', from, to: from + 4, rows });
  }
  await lake.close();
}

const idsOf = async (dataset: Dataset) => (await dataset.page({}, 100)).rows.map(({ id }) => String(id));

/** Lets each file operation of some work in turn be the last one, and looks at what the next process finds. */
async function dieAtEach(
  work: (dataset: Dataset) => Promise<unknown>,
  look: (nth: number) => Promise<void>,
): Promise<void> {
  for (let nth = 1, isOver = false; !isOver; nth += 1) {
    await landAll();
    const { files, operations } = dyingFiles(nth);
    const lake = await LocalLake.open({ root, files });
    try {
      await work(await lake.open(SETTINGS));
    } catch {
      // It died; what counts is what the next one finds.
    }
    isOver = operations() < nth;
    await lake.close().catch(() => undefined);
    await look(nth);
    await rm(join(root, 'cardiology'), { recursive: true });
  }
}

describe('given upkeep that dies', () => {
  it('has all other rows once, and none of a forgotten person when the rewriting is repeated', async () => {
    await dieAtEach(
      (dataset) => dataset.rewriteWithout(THEIRS),
      async (nth) => {
        const lake = await LocalLake.open({ root });
        const dataset = await lake.open(SETTINGS);
        const before = (await idsOf(dataset)).filter((id) => id !== GONE);
        await dataset.rewriteWithout(THEIRS);
        const after = await idsOf(dataset);
        const trace = await traceOf(GONE, 'id', await filesBelow(root));
        await lake.close();
        const others = ['r1', 'r5', 'r3', 'r7'];
        expect({ nth, before, after, trace }).toEqual({ nth, before: others, after: others, trace: [] });
      },
    );
  });

  it('has a day that is over wholly or not at all', async () => {
    await dieAtEach(
      (dataset) => dataset.removeBefore('2024-03-02'),
      async (nth) => {
        const lake = await LocalLake.open({ root });
        const dataset = await lake.open(SETTINGS);
        expect({ nth, rows: [6, 12].includes(await dataset.count({})) }).toEqual({ nth, rows: true });
        await dataset.removeBefore('2024-03-02');
        expect(await dataset.count({})).toBe(6);
        expect([...(await filesBelow(root)).keys()].filter((name) => name.includes('day=2024-03-01'))).toEqual([]);
        await lake.close();
      },
    );
  });
});
