import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { storyWith } from '../../tools/tools.js';
import { testLake, type Check } from '../borrowed/data-contract-test.js';
import type { Table } from '../known/data-contract.js';
import type { World } from '../world.js';

/** Of Parquet files it cannot say more; the story of the datasets reads their types. */
const TYPES_UNSEEN = 'Checking types in parquet files is not supported yet.';
const STORY_MS = 180_000;

/** The files of the lake keep the data contract, in the eyes of the program that the community uses. */
export function tellOfLakeFiles(world: () => World): void {
  const contract = (): string =>
    world().product.documents.find(({ name }) => name === 'contract.odcs.yaml')?.text ?? '';

  storyWith('datacontract')('given datacontract-cli and the files of the lake', () => {
    it(
      'finds every dataset to keep the contract',
      async () => {
        const { tables } = world().product.contract;
        const verdicts = tables.map(({ name }) => testLake(contract(), name, world().mesh.place.home));
        for (const [nth, { result, checks }] of (await Promise.all(verdicts)).entries()) {
          const { name, columns } = tables[nth] as Table;
          const complaints = checks.filter((check) => check.result !== 'passed' && check.reason !== TYPES_UNSEEN);
          expect([name, complaints.map(inWords)]).toEqual([name, []]);
          expect([name, ['passed', 'warning'].includes(result)]).toEqual([name, true]);
          const passed = checks.filter((check) => check.result === 'passed');
          expect([name, passed.length >= columns.length]).toEqual([name, true]);
        }
      },
      STORY_MS,
    );

    it(
      'does not find a dataset to keep the contract in which a row stands twice',
      async () => {
        const [table] = world().product.contract.tables;
        if (table === undefined) return;
        const home = await mkdtemp(join(tmpdir(), 'mesh-broken-lake-'));
        try {
          const folder = join(home, 'lake', table.lakeFolder);
          await cp(join(world().mesh.place.home, 'lake', table.lakeFolder), folder, { recursive: true });
          await repeatARow(folder);
          const { result, checks } = await testLake(contract(), table.name, home);
          const key = table.columns.find(({ isUnique }) => isUnique)?.name;
          const failed = checks.filter((check) => check.result === 'failed');
          expect(result).toBe('failed');
          expect(failed.map(({ field }) => field)).toEqual(failed.map(() => key));
          expect(failed.length).toBeGreaterThan(0);
        } finally {
          await rm(home, { recursive: true, force: true });
        }
      },
      STORY_MS,
    );
  });
}

const inWords = ({ name, result, reason }: Check): string => `${result}: ${name} (${reason})`;

/** Puts a file with one row of another file beside it. */
async function repeatARow(folder: string): Promise<void> {
  const [file = ''] = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.parquet'));
  const instance = await DuckDBInstance.create(':memory:');
  try {
    const connection = await instance.connect();
    const path = join(folder, file);
    await connection.run(
      `COPY (SELECT * FROM read_parquet('${path}', hive_partitioning = false) LIMIT 1) TO '${path.replace(/\.parquet$/, '-again.parquet')}' (FORMAT parquet)`,
    );
  } finally {
    instance.closeSync();
  }
}
