import type { DatasetStorage } from './dataset-storage.js';
import { literal } from './duckdb/sql.js';
import type { Session, SqlValues } from './duckdb/session.js';

/** A data file on this disk that no reader looks at; `path` is relative to the dataset's folder. */
export interface Draft {
  readonly path: string;
  readonly temporary: string;
  readonly rows: number;
}

/** Writes the rows of a query as Parquet to a draft. */
export async function draftParquet(
  session: Session,
  query: string,
  { path, storage }: { readonly path: string; readonly storage: DatasetStorage },
  values: SqlValues = {},
): Promise<Draft> {
  const temporary = await storage.draft(path);
  const copy = `COPY (${query}) TO ${literal(temporary)} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)`;
  try {
    const [written] = await session.run(copy, values);
    return { path, temporary, rows: Number(written?.[0]) };
  } catch (error) {
    await discard([{ path, temporary }], storage);
    throw error;
  }
}

/** Removes what a change that failed has written; what cannot be removed is removed when the dataset is opened next. */
export async function discard(drafts: readonly Omit<Draft, 'rows'>[], storage: DatasetStorage): Promise<void> {
  for (const { path, temporary } of drafts) await storage.discard(path, temporary).catch(() => undefined);
}
