import { withLogOf } from '@mesh/test-journeys';
import { eventually } from '@mesh/testing';
import type { Caller } from '../calling/callers.js';
import type { Table } from '../known/data-contract.js';
import type { Operation } from '../known/open-api.js';
import { duckDbType, readCsv, readParquet } from '../reading/table-file.js';
import type { World } from '../world.js';

type Row = Readonly<Record<string, unknown>>;

const PAGE_ROWS = '97';

/** Every row is of the documented columns and types, in each format. */
export function tellOfDatasets(world: () => World): void {
  it('brings every event of a topic into the dataset that the contract names', async () => {
    for (const table of world().product.contract.tables.filter(({ landsFrom }) => landsFrom !== undefined)) {
      const { topic = '' } = world().product.asyncApi?.channels.find(({ name }) => name === table.landsFrom) ?? {};
      const events = await withLogOf(world().mesh.place.home, async (log) =>
        (await log.ranges(topic)).reduce((sum, { next }) => sum + next, 0),
      );
      const landed = async () => (await allRows(world(), table)).length === events;
      await eventually(landed, { timeoutMs: 30_000, everyMs: 1_000 });
    }
  }, 90_000);

  it('gives every row, page by page, as its schema has it', async () => {
    for (const table of world().product.contract.tables) {
      const rows = await allRows(world(), table);
      expect([table.name, rows.length > 0]).toEqual([table.name, true]);
      const names = table.columns.map(({ name }) => name);
      const required = table.columns.filter((column) => column.required).map(({ name }) => name);
      const [unique = ''] = table.columns.filter((column) => column.isUnique).map(({ name }) => name);
      expect([table.name, Object.keys(rows[0] as Row)]).toEqual([table.name, names]);
      expect(rows.filter((row) => required.some((name) => row[name] === null))).toEqual([]);
      expect([table.name, new Set(rows.map((row) => row[unique])).size]).toEqual([table.name, rows.length]);
    }
  }, 60_000);

  it('withholds every personal column from whom it is not revealed', async () => {
    const { entitled, product } = world();
    for (const table of product.contract.tables) {
      for (const as of entitled.allWhoMay(table.name).filter(({ reveals }) => !reveals.includes('phi'))) {
        const [row] = await allRows(world(), table, as);
        const open = table.columns.filter(({ isPersonal }) => !isPersonal).map(({ name }) => name);
        expect([table.name, Object.keys(row ?? {})]).toEqual([table.name, open]);
      }
    }
  }, 60_000);

  it('gives the same rows as one file, with the columns and types of the contract', async () => {
    const { door, entitled, product } = world();
    for (const table of product.contract.tables) {
      const as = entitled.whoMay(table.name);
      const file = (format: string) => door.call(operationOf(world(), table), { as, query: { format } });
      const [rows, parquet, csv] = [
        await allRows(world(), table),
        await readParquet((await file('parquet')).bytes),
        await readCsv((await file('csv')).bytes, table.columns),
      ];
      const documented = table.columns.map((column) => ({ name: column.name, type: duckDbType(column) }));
      expect([table.name, parquet.columns]).toEqual([table.name, documented]);
      expect([table.name, csv.columns]).toEqual([table.name, documented]);
      expect([table.name, parquet.rows.length, csv.rows.length]).toEqual([table.name, rows.length, rows.length]);
      expect([table.name, csv.rows.toSorted().map(String)]).toEqual([table.name, parquet.rows.toSorted().map(String)]);
    }
  }, 60_000);
}

/** All rows as JSON, page by page. */
async function allRows(world: World, table: Table, as: Caller = world.entitled.whoMay(table.name)): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const query = { limit: PAGE_ROWS, ...(cursor !== undefined && { cursor }) };
    const { status, json } = await world.door.call(operationOf(world, table), { as, query });
    expect([table.name, status]).toEqual([table.name, 200]);
    rows.push(...((json?.['rows'] ?? []) as Row[]));
    cursor = json?.['next'] as string | undefined;
  }
  return rows;
}

function operationOf({ product }: World, { name }: Table): Operation {
  const operation = product.openApi.operations.find((one) => one.port === name);
  if (operation === undefined) throw new Error(`no operation of the OpenAPI document is of the port ${name}`);
  return operation;
}
