import type { Dataset, DatasetSettings, Landing } from '@mesh/lake';

/** The dataset that the adapter's own specs land. */
export const READINGS: DatasetSettings = {
  domain: 'cardiology',
  product: 'heart-rate',
  dataset: 'readings',
  major: 1,
  columns: [
    { name: 'id', type: 'integer' },
    { name: 'measuredAt', type: 'timestamp' },
    { name: 'note', type: 'string' },
  ],
  dayOf: 'measuredAt',
};

/** The dataset's folder in the file system. */
export const FOLDER = 'cardiology/heart-rate/readings/v1';

/** Ten rows from an id on, on two days in turn. */
export const landing = (from: number, note?: (id: number) => string): Landing => ({
  stream: 't/0',
  from,
  to: from + 10,
  rows: Array.from({ length: 10 }, (_, n) =>
    JSON.stringify({ id: from + n, measuredAt: `2024-03-0${1 + (n % 2)}T00:00:00Z`, note: note?.(from + n) ?? null }),
  ),
});

/** Ids from 0 to − 1. */
export const ids = (count: number): number[] => Array.from({ length: count }, (_, id) => id);

/** The ids of all rows, sorted, each as often as it is there. */
export async function idsOf(dataset: Dataset): Promise<number[]> {
  const { rows } = await dataset.page({ columns: ['id'] }, 10_000);
  return rows.map(({ id }) => Number(id)).sort((a, b) => a - b);
}
