import { join } from 'node:path';
import { MeshError } from '@mesh/product';
import { LakeErrors } from '@mesh/lake';
import type { DatasetParts } from '../dataset-parts.js';
import { identifier } from '../engine/sql.js';
import type { Journal } from '../manifest/journal.js';
import type { FileRecord } from '../manifest/record.js';
import { discard, draftParquet, publish, type Draft } from '../parquet-file.js';
import { relationOf } from '../reading/relation.js';
import { mergeSources } from './sources.js';

/** A merge may take longer than a page: it rewrites up to 64 MiB of Parquet. */
const MERGE_TIMEOUT_MS = 300_000;

/** Writes the rows of some neighbouring files of a day, in their order, as one file that nobody reads yet. */
export async function mergeFiles(
  group: readonly FileRecord[],
  journal: Journal,
  parts: DatasetParts,
): Promise<FileRecord> {
  const [head] = group;
  if (head === undefined) throw LakeErrors.ENGINE_FAILED({ class: 'Empty Group' });
  const cells = parts.settings.columns.map(({ name }) => identifier(name)).join(', ');
  const query = `SELECT ${cells} FROM ${relationOf(group, journal.manifest, parts)}`;
  const place = { folder: parts.folder, path: mergedPath(head, group), files: parts.files };
  const draft = await parts.engine.use(MERGE_TIMEOUT_MS, (session) => draftParquet(session, query, place));
  try {
    const rows = group.reduce((sum, file) => sum + file.rows, 0);
    if (draft.rows !== rows) throw LakeErrors.ENGINE_FAILED({ class: 'Row Count Mismatch' });
    const written = await publish(draft, parts.files);
    return {
      path: place.path,
      day: head.day,
      first: head.first,
      rows,
      ...written,
      schema: journal.manifest.schemaVersions.length - 1,
      sources: mergeSources(group),
    };
  } catch (error) {
    await discard([draft], parts.files);
    throw error instanceof MeshError ? error : LakeErrors.WRITE_FAILED({ at: 'data' });
  }
}

/** Puts a merged file in the place of those it was made of: one line of the manifest. */
export async function replaceFiles(
  group: readonly FileRecord[],
  merged: FileRecord,
  { journal, parts }: { journal: Journal; parts: DatasetParts },
): Promise<void> {
  const removed = group.map(({ path }) => path);
  try {
    await journal.commit({ kind: 'compacted', seq: journal.manifest.nextSeq, removed, added: [merged] });
  } catch (error) {
    if (!journal.isBroken) await discard([draftOf(merged, parts)], parts.files);
    throw error;
  }
}

/** Rows `first` to the last of the day: unlike any file that is merged here, since it has more rows. */
function mergedPath({ day, first }: FileRecord, group: readonly FileRecord[]): string {
  const last = group.reduce((sum, file) => sum + file.rows, first) - 1;
  return join(`day=${day}`, `rows-${first}-${last}.parquet`);
}

const draftOf = ({ path, rows }: FileRecord, { folder }: DatasetParts): Draft => {
  const full = join(folder, path);
  return { path: full, temporary: `${full}.tmp`, rows };
};
