import type { Dataset } from '@mesh/lake';
import type { TableRow } from '@mesh/training';

const DAYS = 7;
const DAY_MS = 86_400_000;
const PAGE_ROWS = 5_000;
const MOST_ROWS = 20_000;

/** The features as they arrived within the last week, at most 20,000 rows; a feature that the dataset has not is left out. */
export async function recentInputs(
  dataset: Dataset,
  features: readonly string[],
  now: Date = new Date(),
): Promise<readonly TableRow[]> {
  const known = new Set(dataset.settings.columns.map(({ name }) => name));
  const columns = features.filter((name) => known.has(name));
  if (columns.length === 0) return [];
  const from = new Date(now.getTime() - DAYS * DAY_MS).toISOString();
  const rows: TableRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await dataset.page({ columns, from }, PAGE_ROWS, cursor);
    rows.push(...(page.rows as readonly TableRow[]));
    cursor = page.next;
  } while (cursor !== undefined && rows.length < MOST_ROWS);
  return rows;
}
