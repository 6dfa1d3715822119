import { MeshError } from '@mesh/product';
import { LakeErrors } from '@mesh/lake';
import type { DatasetParts } from '../dataset-parts.js';
import { identifier } from '../duckdb/sql.js';
import type { Journal } from '../manifest/journal.js';
import { endOf, joinedSpans, placed } from '../manifest/places.js';
import type { FileRecord } from '../manifest/record.js';
import { discard, draftParquet, type Draft } from '../parquet-file.js';
import { onPinned } from '../reading/gather.js';
import { relationOf } from '../reading/relation.js';
import { mergeSources } from './sources.js';

/** A merge may take longer than a page: it rewrites up to 64 MiB of Parquet. */
const MERGE_TIMEOUT_MS = 300_000;

/** A file that is made of others, and not named in the manifest yet. */
export interface Replacement {
  readonly file: FileRecord;
  readonly draft: Draft;
}

/** Writes the rows of some neighbouring files of a day, in their order, as one file that nobody reads yet. */
export async function mergeFiles(
  group: readonly FileRecord[],
  { manifest }: Journal,
  parts: DatasetParts,
): Promise<Replacement> {
  const [head] = group;
  if (head === undefined) throw LakeErrors.ENGINE_FAILED({ class: 'Empty Group' });
  const { settings, storage, engine } = parts;
  const cells = settings.columns.map(({ name }) => identifier(name)).join(', ');
  const path = mergedPath(head, group.at(-1) ?? head, storage.mark);
  const draft = await onPinned(group, parts, (paths) => {
    const query = `SELECT ${cells} FROM ${relationOf({ files: group, paths }, manifest, settings)}`;
    return engine.use(MERGE_TIMEOUT_MS, (session) => draftParquet(session, query, { path, storage }));
  });
  const places = placed(joinedSpans(group));
  const sources = mergeSources(group);
  const schema = manifest.schemaVersions.length - 1;
  return publishReplacement(draft, { path, day: head.day, ...places, schema, sources }, parts);
}

/** Makes a replacement durable under its name, having made sure that it has the rows it must have. */
export async function publishReplacement(
  draft: Draft,
  record: Omit<FileRecord, 'bytes' | 'sha256'>,
  { storage }: DatasetParts,
): Promise<Replacement> {
  try {
    if (draft.rows !== record.rows) throw LakeErrors.ENGINE_FAILED({ class: 'Row Count Mismatch' });
    const written = await storage.publish(draft.path, draft.temporary);
    return { draft, file: { ...record, ...written } };
  } catch (error) {
    await discard([draft], storage);
    throw error instanceof MeshError ? error : LakeErrors.WRITE_FAILED({ at: 'data' });
  }
}

/** Puts a file in the place of those it was made of, or nothing when none of their rows is left: one line of the manifest. */
export async function replaceFiles(
  group: readonly FileRecord[],
  { kind, by }: { readonly kind: 'compacted' | 'rewritten'; readonly by: Replacement | undefined },
  { journal, parts }: { journal: Journal; parts: DatasetParts },
): Promise<void> {
  const removed = group.map(({ path }) => path);
  const added = by === undefined ? [] : [by.file];
  try {
    // Another may have been the writer since the files were read.
    if (!removed.every((path) => journal.manifest.has(path))) throw LakeErrors.WRITER_LOST();
    await journal.commit({ kind, seq: journal.manifest.nextSeq, removed, added });
  } catch (error) {
    if (!journal.isBroken && by !== undefined) await discard([by.draft], parts.storage);
    throw error;
  }
}

/** Named after the places it covers: unlike any file that is merged here, since it covers more. */
const mergedPath = ({ day, first }: FileRecord, last: FileRecord, mark: string): string =>
  `day=${day}/rows-${first}-${endOf(last) - 1}${mark}.parquet`;
