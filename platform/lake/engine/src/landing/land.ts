import { MeshError } from '@mesh/product';
import { LakeErrors, type DatasetSettings, type Landed, type Landing } from '@mesh/lake';
import type { DatasetParts } from '../dataset-parts.js';
import { datasetPath } from '../dataset-settings.js';
import { identifier, literal } from '../duckdb/sql.js';
import type { Session } from '../duckdb/session.js';
import type { Journal } from '../manifest/journal.js';
import type { FileRecord } from '../manifest/record.js';
import { discard, draftParquet, type Draft } from '../parquet-file.js';
import { rejectionOf } from './reject-rows.js';
import { STAGE, stageRows, type Staged } from './staged-rows.js';

const NOTHING: Landed = { files: [], rows: 0 };

/** Lands what is new of a landing: one file a day, then one line in the manifest that makes them all exist at once. */
export async function landRows(landing: Landing, journal: Journal, parts: DatasetParts): Promise<Landed> {
  const { manifest } = journal;
  const from = Math.max(landing.from, manifest.next(landing.stream));
  if (from >= landing.to) return NOTHING;
  const rows = from === landing.from ? landing.rows : rowsFrom(landing, from);
  const drafts: (Draft & { day: string })[] = [];
  try {
    // Of a range with gaps it may be that no row is new.
    if (rows.length > 0)
      await parts.engine.use(parts.sqlTimeoutMs, (session) =>
        draftDays(session, { rows, landing, journal, parts }, drafts),
      );
    const files = await publishAll(drafts, (draft) => fileRecord(draft, { ...landing, from }, journal, parts), parts);
    await journal.commit({
      kind: 'landed',
      seq: manifest.nextSeq,
      source: { stream: landing.stream, from, to: landing.to },
      files,
    });
    return landed(files, parts.settings);
  } catch (error) {
    // Whether the manifest names the files is open when the journal is broken: only the next opening can tell.
    if (!journal.isBroken) await discard(drafts, parts.storage);
    throw error instanceof MeshError ? error : LakeErrors.WRITE_FAILED({ at: 'data' });
  }
}

function rowsFrom({ rows, offsets, from: first }: Landing, from: number): readonly string[] {
  if (offsets === undefined) return rows.slice(from - first);
  return rows.filter((_, nth) => (offsets[nth] ?? from) >= from);
}

/** A few at a time; when one fails, the others are waited for, so that none appears after all were discarded. */
async function publishAll(
  drafts: readonly (Draft & { day: string })[],
  publish: (draft: Draft & { day: string }) => Promise<FileRecord>,
  { storage }: DatasetParts,
): Promise<FileRecord[]> {
  const files: FileRecord[] = [];
  for (let at = 0; at < drafts.length; at += storage.publishing) {
    const settled = await Promise.allSettled(drafts.slice(at, at + storage.publishing).map(publish));
    const failed = settled.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    files.push(...settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
  }
  return files;
}

interface Work {
  readonly rows: readonly string[];
  readonly landing: Landing;
  readonly journal: Journal;
  readonly parts: DatasetParts;
}

async function draftDays(session: Session, work: Work, drafts: (Draft & { day: string })[]): Promise<void> {
  const { rows, landing, journal, parts } = work;
  const key = landing.key === undefined ? {} : { key: landing.key };
  const source = { settings: parts.settings, scratch: parts.scratch, ...key };
  const staged = await stageRows(session, rows, source);
  if (staged === undefined) throw await rejectionOf(session, rows, source);
  const { storage } = parts;
  const name = `part-${String(journal.manifest.nextSeq).padStart(10, '0')}${storage.mark}.parquet`;
  for (const day of staged.days) {
    const draft = await draftParquet(session, dayQuery(day, staged, work), { path: `day=${day}/${name}`, storage });
    // Rows that repeat a key of an earlier day may have been all that the day had.
    if (draft.rows === 0) await discard([draft], storage);
    else drafts.push({ ...draft, day });
  }
}

function dayQuery(day: string, { days, repeatsKey }: Staged, { landing, parts: { settings } }: Work): string {
  const cells = settings.columns.map(({ name, type }) =>
    type === 'integer' ? `CAST(${identifier(name)} AS BIGINT) AS ${identifier(name)}` : identifier(name),
  );
  const where = [
    ...(days.length > 1 ? [`strftime(${identifier(settings.dayOf)}, '%Y-%m-%d') = ${literal(day)}`] : []),
    ...(repeatsKey && landing.key !== undefined ? [firstOfKey(identifier(landing.key))] : []),
  ];
  const condition = where.length > 0 ? `WHERE ${where.join(' AND ')}` : '';
  const order = repeatsKey ? 'ORDER BY rowid' : '';
  return `SELECT ${cells.join(', ')} FROM ${STAGE} ${condition} ${order}`;
}

const firstOfKey = (key: string): string =>
  `(${key} IS NULL OR rowid IN (SELECT min(rowid) FROM ${STAGE} GROUP BY ${key}))`;

async function fileRecord(
  draft: Draft & { day: string },
  { stream, from, to }: Landing,
  { manifest }: Journal,
  { storage }: DatasetParts,
): Promise<FileRecord> {
  const { bytes, sha256 } = await storage.publish(draft.path, draft.temporary);
  return {
    path: draft.path,
    day: draft.day,
    first: manifest.rowsOn(draft.day),
    rows: draft.rows,
    bytes,
    sha256,
    schema: manifest.schemaVersions.length - 1,
    sources: [{ stream, from, to }],
  };
}

/** The files by their path below the lake's root. */
function landed(files: readonly FileRecord[], settings: DatasetSettings): Landed {
  const folder = datasetPath(settings);
  return {
    files: files.map(({ path, rows, bytes, sha256 }) => ({ path: `${folder}/${path}`, rows, bytes, sha256 })),
    rows: files.reduce((sum, file) => sum + file.rows, 0),
  };
}
