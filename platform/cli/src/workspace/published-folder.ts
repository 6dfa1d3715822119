import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PublishedDocument } from '@mesh/documents';
import { CliErrors } from '../cli.errors.js';

/** How a file below `published/` differs from what the declaration says. */
export interface Difference {
  /** Below `published/`, with slashes. */
  readonly name: string;
  readonly state: 'missing' | 'stale' | 'surplus';
}

/** What a folder lacks, has in an older form, and has too much; empty when it is current to the byte. */
export async function differencesOf(
  folder: string,
  documents: readonly PublishedDocument[],
): Promise<readonly Difference[]> {
  const kept = await filesIn(folder);
  const wanted = await Promise.all(
    documents.map(async ({ name, text }): Promise<Difference | undefined> => {
      if (!kept.includes(name)) return { name, state: 'missing' };
      const isCurrent = (await readFile(join(folder, name))).equals(Buffer.from(text));
      return isCurrent ? undefined : { name, state: 'stale' };
    }),
  );
  const names = new Set(documents.map(({ name }) => name));
  const surplus = kept.filter((name) => !names.has(name)).map((name): Difference => ({ name, state: 'surplus' }));
  return [...wanted.filter((difference) => difference !== undefined), ...surplus];
}

/** Makes a folder what the documents say; each file is replaced whole, so that a reader never sees half of one. */
export async function bringUpToDate(
  folder: string,
  documents: readonly PublishedDocument[],
  differences: readonly Difference[],
): Promise<void> {
  try {
    for (const { name, state } of differences) {
      const path = join(folder, name);
      if (state === 'surplus') await remove(path);
      else await replace(path, documents.find((document) => document.name === name)?.text ?? '');
    }
  } catch (cause) {
    throw CliErrors.FILE_UNWRITABLE({ folder: 'published' }, { cause });
  }
}

async function replace(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(draft, text);
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Removes a file, and the folders that it leaves empty. */
async function remove(path: string): Promise<void> {
  await rm(path);
  for (let folder = dirname(path); (await readdir(folder)).length === 0; folder = dirname(folder)) await rmdir(folder);
}

/** Names of the files of a folder and those below it, with slashes, in order; a folder that is not there has none. */
export async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}
