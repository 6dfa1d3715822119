import { publishReplacement, type Replacement } from '../compaction/compact.js';
import type { DatasetParts } from '../dataset-parts.js';
import { identifier } from '../duckdb/sql.js';
import type { Journal } from '../manifest/journal.js';
import type { Manifest } from '../manifest/manifest.js';
import { placed, spansWithout } from '../manifest/places.js';
import type { FileRecord } from '../manifest/record.js';
import { draftParquet } from '../parquet-file.js';
import { fileGroups } from '../reading/file-groups.js';
import { onPinned } from '../reading/gather.js';
import { relationOf } from '../reading/relation.js';
import type { UnwantedRows } from './unwanted.js';

/** A rewriting may take longer than a page: it reads every file that may hold the values. */
const REWRITE_TIMEOUT_MS = 300_000;
const FILES_A_QUERY = 256;

/** The files among some that hold unwanted rows; statistics spare the engine most of the others. */
export async function filesWith(
  unwanted: UnwantedRows,
  files: readonly FileRecord[],
  { manifest, parts }: { readonly manifest: Manifest; readonly parts: DatasetParts },
): Promise<readonly FileRecord[]> {
  const found: FileRecord[] = [];
  for (const group of fileGroups(files, { files: FILES_A_QUERY, bytes: parts.storage.pinnedBytes })) {
    const rows = await onPinned(group, parts, (paths) => {
      const relation = relationOf({ files: group, paths }, manifest, parts.settings);
      const sql = `SELECT DISTINCT file_index::INTEGER FROM ${relation} WHERE ${unwanted.condition} ORDER BY 1`;
      return parts.engine.use(REWRITE_TIMEOUT_MS, (session) => session.run(sql, unwanted.values));
    });
    for (const [index] of rows) found.push(group[Number(index)]!);
  }
  return found;
}

/** Writes a file anew without its unwanted rows; nothing is left of one that had no others. Other rows keep their places. */
export async function withoutRows(
  file: FileRecord,
  unwanted: UnwantedRows,
  { journal, parts }: { readonly journal: Journal; readonly parts: DatasetParts },
): Promise<Replacement | undefined> {
  const { manifest } = journal;
  const { settings, storage, engine } = parts;
  const cells = settings.columns.map(({ name }) => identifier(name)).join(', ');
  const path = `day=${file.day}/rest-${String(manifest.nextSeq).padStart(10, '0')}${storage.mark}.parquet`;
  const work = await onPinned([file], parts, (paths) =>
    engine.use(REWRITE_TIMEOUT_MS, async (session) => {
      const relation = relationOf({ files: [file], paths }, manifest, settings);
      const places = `SELECT file_row_number::DOUBLE FROM ${relation} WHERE ${unwanted.condition} ORDER BY 1`;
      const taken = (await session.run(places, unwanted.values)).map(([row]) => Number(row));
      if (taken.length === file.rows) return { taken };
      const query = `SELECT ${cells} FROM ${relation} WHERE NOT ${unwanted.condition}`;
      return { taken, draft: await draftParquet(session, query, { path, storage }, unwanted.values) };
    }),
  );
  if (work.draft === undefined) return undefined;
  const places = placed(spansWithout(file, work.taken));
  const schema = manifest.schemaVersions.length - 1;
  return publishReplacement(work.draft, { path, day: file.day, ...places, schema, sources: file.sources }, parts);
}
