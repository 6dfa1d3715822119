import { createHash } from 'node:crypto';

/** Rows with the same features, which must never be torn apart, and the outcome that they count for. */
export interface ContentGroup {
  readonly rows: readonly number[];
  readonly label: 0 | 1;
}

/** The text of a row of features: shortest decimals that read back as the same double, comma-separated, empty where NaN. */
export function rowText(row: ArrayLike<number>): string {
  return Array.from(row, (value) => (Number.isNaN(value) ? '' : String(value))).join(',');
}

/** Groups equal rows and puts the groups in the order of a hash of seed and content: random, yet the same for the same rows. */
export function contentGroups(
  texts: readonly string[],
  labels: ArrayLike<number>,
  salt: string,
): readonly ContentGroup[] {
  const rowsOf = new Map<string, number[]>();
  texts.forEach((text, i) => {
    const rows = rowsOf.get(text);
    if (rows) rows.push(i);
    else rowsOf.set(text, [i]);
  });
  return [...rowsOf]
    .map(([text, rows]) => ({
      hash: createHash('sha256').update(`${salt}\n${text}`).digest('hex'),
      rows,
      label: rows.some((i) => labels[i] === 1) ? (1 as const) : (0 as const),
    }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1));
}
