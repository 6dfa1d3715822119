import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { storyWith } from '../../tools/tools.js';
import { testLake, type Check } from '../borrowed/data-contract-test.js';
import type { Table } from '../known/data-contract.js';
import { lakeFiles } from '../reading/lake-files-of.js';
import type { World } from '../world.js';

/** Of Parquet files it cannot say more; the story of the datasets reads their types. */
const TYPES_UNSEEN = 'Checking types in parquet files is not supported yet.';
const STORY_MS = 180_000;

/** The files of the lake keep the data contract, in the eyes of the program that the community uses. */
export function tellOfLakeFiles(world: () => World): void {
  const contract = (): string =>
    world().product.documents.find(({ name }) => name === 'contract.odcs.yaml')?.text ?? '';
  const home = (): string => world().mesh.place.home;

  storyWith('datacontract')('given datacontract-cli and the files of the lake', () => {
    it(
      'finds every dataset to keep the contract',
      async () => {
        const filled = await filledTables(world());
        const verdicts = await Promise.all(filled.map(({ name }) => testLake(contract(), name, home())));
        for (const [nth, { result, checks }] of verdicts.entries()) {
          const { name, columns } = filled[nth] as Table;
          const complaints = checks.filter((check) => check.result !== 'passed' && check.reason !== TYPES_UNSEEN);
          expect([name, complaints.map(inWords)]).toEqual([name, []]);
          const passed = checks.filter((check) => check.result === 'passed');
          expect([name, ['passed', 'warning'].includes(result), passed.length > columns.length]).toEqual([
            name,
            true,
            true,
          ]);
        }
      },
      STORY_MS,
    );

    it(
      'does not find a dataset to keep the contract in which a row stands twice',
      async () => {
        const [table] = (await filledTables(world())).filter(({ columns }) => columns.some(({ isUnique }) => isUnique));
        if (table === undefined) return;
        const broken = await mkdtemp(join(tmpdir(), 'mesh-broken-lake-'));
        try {
          const place = join('lake', table.lakeFolder);
          await cp(join(home(), place), join(broken, place), { recursive: true });
          await repeatARow((await lakeFiles(broken, table))[0] ?? '');
          const { result, checks } = await testLake(contract(), table.name, broken);
          const failed = checks.filter((check) => check.result === 'failed').map(({ field }) => field);
          expect(result).toBe('failed');
          expect([...new Set(failed)]).toEqual([table.columns.find(({ isUnique }) => isUnique)?.name]);
        } finally {
          await rm(broken, { recursive: true, force: true });
        }
      },
      STORY_MS,
    );
  });
}

const inWords = ({ name, result, reason }: Check): string => `${result}: ${name} (${reason})`;

/** The datasets that have rows: of the others there is nothing to judge. */
async function filledTables({ product, mesh }: World): Promise<readonly Table[]> {
  const tables: Table[] = [];
  for (const table of product.contract.tables)
    if ((await lakeFiles(mesh.place.home, table)).length > 0) tables.push(table);
  return tables;
}

/** Puts a file with one row of a file beside it. */
async function repeatARow(file: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  try {
    const connection = await instance.connect();
    const again = file.replace(/\.parquet$/, '-again.parquet');
    await connection.run(
      `COPY (SELECT * FROM read_parquet('${file}', hive_partitioning = false) LIMIT 1) TO '${again}' (FORMAT parquet)`,
    );
  } finally {
    instance.closeSync();
  }
}
