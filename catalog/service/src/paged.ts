/** The part of a list that was asked for. */
export interface PageAsked {
  readonly limit: number;
  /** What the page begins after: the parts of the key of the last row before it. */
  readonly after: readonly string[] | undefined;
}

const DEFAULT_LIMIT = 50;
const SEPARATOR = '\n';

/** Reads the limit and the cursor of a question. */
export function pageAsked({ limit, cursor }: { readonly limit?: string; readonly cursor?: string }): PageAsked {
  return {
    limit: limit === undefined ? DEFAULT_LIMIT : Number(limit),
    after: cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString('utf8').split(SEPARATOR),
  };
}

/** Rows of which one more was read than asked for, as a page with the cursor of the next one. */
export function pageOf<Row>(
  rows: readonly Row[],
  { limit }: PageAsked,
  keyOf: (row: Row) => readonly string[],
): { readonly page: readonly Row[]; readonly next: { readonly nextCursor?: string } } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const isLast = rows.length <= limit || last === undefined;
  return { page, next: isLast ? {} : { nextCursor: Buffer.from(keyOf(last).join(SEPARATOR)).toString('base64url') } };
}
