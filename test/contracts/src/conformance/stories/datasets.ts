import { withLogOf } from '@mesh/test-journeys';
import { eventually } from '@mesh/testing';
import type { EntitledCaller } from '../calling/callers.js';
import type { Column, Table } from '../known/data-contract.js';
import { duckDbType, readCsv, readParquet } from '../reading/table-file.js';
import { operationOf, type World } from '../world.js';

type Row = Readonly<Record<string, unknown>>;

const PAGE_ROWS = '97';

/** Every row is of the documented columns and types, in each format. */
export function tellOfDatasets(world: () => World): void {
  const tables = (): readonly Table[] => world().product.contract.tables;

  it('brings every event of a topic into the dataset that the contract names', async () => {
    for (const table of tables().filter(({ landsFrom }) => landsFrom !== undefined)) {
      const { topic = '' } = world().product.asyncApi?.channels.find(({ name }) => name === table.landsFrom) ?? {};
      const events = await withLogOf(world().mesh.place.home, async (log) =>
        (await log.ranges(topic)).reduce((sum, { next }) => sum + next, 0),
      );
      const landed = async () => (await allRows(world(), table)).length === events;
      await eventually(landed, { timeoutMs: 30_000, everyMs: 1_000 });
    }
  }, 90_000);

  it('gives every row, page by page, as its schema has it', async () => {
    let all = 0;
    for (const table of tables()) {
      const as = world().entitled.whoMay(table.name);
      const rows = await allRows(world(), table, as);
      const columns = columnsFor(as, table);
      const required = columns.filter((column) => column.required).map(({ name }) => name);
      const unique = columns.find(({ isUnique }) => isUnique)?.name;
      const shown = new Set(rows.map((row) => Object.keys(row).join()));
      expect([table.name, [...shown]]).toEqual([
        table.name,
        rows.length > 0 ? [columns.map(({ name }) => name).join()] : [],
      ]);
      expect(rows.filter((row) => required.some((name) => row[name] === null))).toEqual([]);
      if (unique !== undefined)
        expect([table.name, new Set(rows.map((row) => row[unique])).size]).toEqual([table.name, rows.length]);
      all += rows.length;
    }
    expect(all > 0).toBe(tables().length > 0);
  }, 60_000);

  it('withholds every personal column from whom it is not revealed', async () => {
    for (const table of tables()) {
      for (const as of world()
        .entitled.allWhoMay(table.name)
        .filter(({ reveals }) => !reveals.includes('phi'))) {
        const shown = (await allRows(world(), table, as)).flatMap(Object.keys);
        const personal = table.columns.filter(({ isPersonal }) => isPersonal).map(({ name }) => name);
        expect([table.name, personal.filter((name) => shown.includes(name))]).toEqual([table.name, []]);
      }
    }
  }, 60_000);

  it('gives the same rows as one file, with the columns and types of the contract', async () => {
    for (const table of tables()) {
      const as = world().entitled.whoMay(table.name);
      const columns = columnsFor(as, table);
      const file = (format: string) => world().door.call(operationOf(world(), table), { as, query: { format } });
      const rows = await allRows(world(), table, as);
      const parquet = await readParquet((await file('parquet')).bytes);
      const csv = await readCsv((await file('csv')).bytes, columns);
      const documented = columns.map((column) => ({ name: column.name, type: duckDbType(column) }));
      expect([table.name, parquet.columns]).toEqual([table.name, documented]);
      expect([table.name, csv.columns]).toEqual([table.name, documented]);
      expect([table.name, parquet.rows.length, csv.rows.length]).toEqual([table.name, rows.length, rows.length]);
      expect([table.name, inOrder(csv.rows)]).toEqual([table.name, inOrder(parquet.rows)]);
    }
  }, 60_000);
}

/** All rows as JSON, page by page. */
async function allRows(world: World, table: Table, as = world.entitled.whoMay(table.name)): Promise<Row[]> {
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

const columnsFor = ({ reveals }: EntitledCaller, { columns }: Table): readonly Column[] =>
  columns.filter(({ isPersonal }) => !isPersonal || reveals.includes('phi'));

const inOrder = (rows: readonly (readonly string[])[]): readonly string[] =>
  rows.map((row) => row.join('|')).toSorted();
