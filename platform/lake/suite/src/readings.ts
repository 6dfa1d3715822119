import type { Dataset, DatasetSettings, Selection } from '@mesh/lake';

/** The dataset that the suite lands: one column of each type. */
export const READINGS: DatasetSettings = {
  domain: 'cardiology',
  product: 'heart-rate',
  dataset: 'readings',
  major: 1,
  columns: [
    { name: 'id', type: 'string' },
    { name: 'measuredAt', type: 'timestamp' },
    { name: 'rate', type: 'number' },
    { name: 'steps', type: 'integer' },
    { name: 'resting', type: 'boolean' },
  ],
  dayOf: 'measuredAt',
};

/** A row as JSON text; `n` makes its id, rate and time unless they are given. */
export function reading(n: number, cells: Readonly<Record<string, unknown>> = {}): string {
  const measuredAt = new Date(Date.UTC(2024, 2, 1, 12) + n * 1_000).toISOString();
  return JSON.stringify({ id: `r${n}`, measuredAt, rate: 60 + n / 4, steps: n, resting: n % 2 === 0, ...cells });
}

/** Readings of numbers from … to − 1. */
export const readings = (from: number, to: number, cells: Readonly<Record<string, unknown>> = {}): string[] =>
  Array.from({ length: to - from }, (_, index) => reading(from + index, cells));

/** The ids of all rows, page by page. */
export async function idsOf(dataset: Dataset, selection: Selection = {}, limit = 1_000): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await dataset.page(selection, limit, cursor);
    ids.push(...page.rows.map((row) => String(row['id'])));
    cursor = page.next;
  } while (cursor !== undefined);
  return ids;
}

/** The names of readings from … to − 1. */
export const names = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => `r${from + index}`);

/** All bytes of a stream as text. */
export async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
