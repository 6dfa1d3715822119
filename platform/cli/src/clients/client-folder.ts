import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CliErrors } from '../cli.errors.js';
import { ClientErrors } from './client.errors.js';

/** The generator leaves it in what it made. */
const MARK = '.openapi-generator';

/** Refuses a folder with anything in it but a client that was generated before. */
export async function refuseTaken(folder: string): Promise<void> {
  const found = await entriesOf(folder);
  const isOurs =
    found.includes(MARK) || (found.includes('src') && (await entriesOf(join(folder, 'src'))).includes(MARK));
  if (found.length > 0 && !isOurs) throw ClientErrors.FOLDER_TAKEN();
}

async function entriesOf(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw ClientErrors.FOLDER_TAKEN({}, { cause });
  }
}

/** Lets `fill` make a folder beside the wanted one, and puts it in its place once it is whole. */
export async function replaceFolder(folder: string, fill: (draft: string) => Promise<void>): Promise<void> {
  const draft = `${folder}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(folder), { recursive: true });
    await mkdir(draft);
  } catch (cause) {
    throw CliErrors.FILE_UNWRITABLE({ folder: '--out' }, { cause });
  }
  try {
    await fill(draft);
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Writes files by their path below a folder. */
export async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
