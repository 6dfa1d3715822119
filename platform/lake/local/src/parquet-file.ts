import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createFolder, sha256Of, type DurableFiles } from './durable-files.js';
import { literal } from './engine/sql.js';
import type { Session } from './engine/session.js';

/** A data file under its temporary name, which no reader looks at. */
export interface Draft {
  readonly path: string;
  readonly temporary: string;
  readonly rows: number;
}

/** Where a draft goes; `path` is relative to the dataset's folder. */
export interface DraftPlace {
  readonly folder: string;
  readonly path: string;
  readonly files: DurableFiles;
}

/** Writes the rows of a query as Parquet to a draft. */
export async function draftParquet(session: Session, query: string, place: DraftPlace): Promise<Draft> {
  const path = join(place.folder, place.path);
  await createFolder(dirname(path), place.files);
  const draft = { path, temporary: `${path}.tmp` };
  const copy = `COPY (${query}) TO ${literal(draft.temporary)} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)`;
  try {
    const [written] = await session.run(copy);
    return { ...draft, rows: Number(written?.[0]) };
  } catch (error) {
    await place.files.remove(draft.temporary).catch(() => undefined);
    throw error;
  }
}

/** Makes a draft durable under its name; returns its size and checksum. */
export async function publish(draft: Draft, files: DurableFiles): Promise<{ bytes: number; sha256: string }> {
  await files.sync(draft.temporary);
  const sha256 = await sha256Of(draft.temporary);
  const { size } = await stat(draft.temporary);
  await files.rename(draft.temporary, draft.path);
  await files.syncFolder(dirname(draft.path));
  return { bytes: size, sha256 };
}

/** Removes what a change that failed has written; what cannot be removed is removed when the dataset is opened next. */
export async function discard(drafts: readonly Draft[], files: DurableFiles): Promise<void> {
  for (const { path, temporary } of drafts) {
    await files.remove(temporary).catch(() => undefined);
    await files.remove(path).catch(() => undefined);
  }
}
