import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DocumentTexts } from '@mesh/compatibility';
import { CliErrors } from '../cli.errors.js';
import { documentsIn } from './document-folder.js';

/** What became of a release. */
export type Written = 'written' | 'already there';

/** Copies documents as a release, all of them or none; throws CLI.RELEASE_EXISTS when other documents were released so. */
export async function writeRelease(contract: string, version: string, documents: DocumentTexts): Promise<Written> {
  const folder = join(contract, 'released', version);
  const there = await documentsIn(folder);
  if (there !== undefined) {
    if (isSame(there, documents)) return 'already there';
    throw CliErrors.RELEASE_EXISTS({ release: `released/${version}` });
  }
  const draft = join(contract, 'released', `.${version}.${process.pid}.tmp`);
  try {
    for (const [name, text] of documents) {
      await mkdir(dirname(join(draft, name)), { recursive: true });
      await writeFile(join(draft, name), text);
    }
    await rename(draft, folder);
  } catch (cause) {
    throw CliErrors.FILE_UNWRITABLE({ folder: 'released' }, { cause });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return 'written';
}

const isSame = (one: DocumentTexts, other: DocumentTexts): boolean =>
  one.size === other.size && [...one].every(([name, text]) => other.get(name) === text);
