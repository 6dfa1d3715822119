import { rm } from 'node:fs/promises';
import type { Column } from '@mesh/lake';
import type { DatasetParts } from '../dataset-parts.js';
import type { Session, SqlValues } from '../duckdb/session.js';
import { identifier, literal } from '../duckdb/sql.js';
import type { Manifest } from '../manifest/manifest.js';
import type { FileRecord } from '../manifest/record.js';
import { fileGroups } from './file-groups.js';
import { relationOf, where } from './relation.js';

/** Rows that one query has to see together. */
export interface Wanted {
  readonly files: readonly FileRecord[];
  readonly columns: readonly Column[];
  readonly conditions: readonly string[];
  readonly values: SqlValues;
  readonly timeoutMs: number;
}

/** Runs a query over all rows that are wanted; `from` is what follows its FROM, `values` what that needs. */
type Query<T> = (session: Session, from: string, values: SqlValues) => Promise<T>;

/**
 * Lends all wanted rows to one query. Files that cannot all lie on this disk at once are read group by group, and only the
 * cells that the query needs are set aside.
 */
export async function withRows<T>(
  wanted: Wanted,
  { manifest, parts }: { readonly manifest: Manifest; readonly parts: DatasetParts },
  query: Query<T>,
): Promise<T> {
  const { engine, storage, settings } = parts;
  const groups = [...fileGroups(wanted.files, { files: Number.POSITIVE_INFINITY, bytes: storage.pinnedBytes })];
  const over = <R>(files: readonly FileRecord[], run: (session: Session, from: string) => Promise<R>): Promise<R> =>
    onPinned(files, parts, (paths) =>
      engine.use(wanted.timeoutMs, (session) =>
        run(session, `${relationOf({ files, paths }, manifest, settings)} ${where(wanted.conditions)}`),
      ),
    );
  if (groups.length <= 1) return over(groups[0] ?? [], (session, from) => query(session, from, wanted.values));
  const cells = wanted.columns.map(({ name }) => identifier(name)).join(', ') || '1 AS one';
  const aside: string[] = [];
  try {
    for (const group of groups) {
      const path = parts.scratch.path('gathered');
      aside.push(path);
      const copy = (from: string) => `COPY (SELECT ${cells} FROM ${from}) TO ${literal(path)} (FORMAT parquet)`;
      await over(group, (session, from) => session.run(copy(from), wanted.values));
    }
    const from = `read_parquet([${aside.map(literal).join(', ')}], hive_partitioning=false)`;
    return await engine.use(wanted.timeoutMs, (session) => query(session, from, {}));
  } finally {
    await Promise.all(aside.map((path) => rm(path, { force: true })));
  }
}

/** Lends files to `work` for as long as it runs. */
export async function onPinned<T>(
  files: readonly FileRecord[],
  { storage }: DatasetParts,
  work: (paths: readonly string[]) => Promise<T>,
): Promise<T> {
  const { paths, release } = await storage.pin(files);
  try {
    return await work(paths);
  } finally {
    release();
  }
}
