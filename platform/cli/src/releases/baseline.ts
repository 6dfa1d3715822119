import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { declaredVersion, readDocuments, type DocumentTexts } from '@mesh/compatibility';
import { CliErrors } from '../cli.errors.js';
import { documentsIn, isDocument } from './document-folder.js';
import type { Baseline } from './released-versions.js';

const LONGEST_MS = 30_000;
const LARGEST_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** Where the documents of one contract are looked for. */
export interface Searched {
  readonly root: string;
  /** `contracts/<domain>/<product>` */
  readonly contract: string;
  /** A folder or a git revision, as it was typed. */
  readonly against: string;
}

/**
 * The documents of a contract in a folder (its own, or one that is laid out as a workspace) or in a git revision;
 * undefined when the contract is not there. Throws CLI.BASELINE_UNKNOWN for what is neither.
 */
export async function baselineIn({ root, contract, against }: Searched): Promise<Baseline | undefined> {
  const folder = resolve(against);
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const documents = isFolder ? await inFolder(folder, contract) : await inRevision(root, contract, against);
  if (documents === undefined) return undefined;
  const version = declaredVersion(readDocuments(documents));
  if (version === undefined) throw CliErrors.RELEASE_DAMAGED({ release: against });
  return { version, documents, from: against };
}

async function inFolder(folder: string, contract: string): Promise<DocumentTexts | undefined> {
  const own = await documentsIn(folder);
  if (own?.has('product.odps.yaml') === true) return own;
  const [, ...names] = contract.split('/');
  const candidates = [join(folder, contract, 'published'), join(folder, ...names, 'published'), join(folder, ...names)];
  for (const candidate of candidates) {
    const documents = await documentsIn(candidate);
    if (documents?.has('product.odps.yaml') === true) return documents;
  }
  return undefined;
}

async function inRevision(root: string, contract: string, revision: string): Promise<DocumentTexts | undefined> {
  const commit = await git(root, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ]).catch((cause: unknown) => {
    throw CliErrors.BASELINE_UNKNOWN({}, { cause });
  });
  const below = `${contract}/published/`;
  const listed = await git(root, ['ls-tree', '-r', '-z', '--name-only', commit.trim(), '--', below]);
  const paths = listed.split('\0').filter(isDocument);
  if (paths.length === 0) return undefined;
  const documents = new Map<string, string>();
  for (const path of paths)
    documents.set(path.slice(below.length), await git(root, ['show', `${commit.trim()}:./${path}`]));
  return documents;
}

async function git(cwd: string, command: readonly string[]): Promise<string> {
  // The owner of the files may be another user than the one who checks, as in a container.
  const { stdout } = await promisify(execFile)('git', ['-c', 'safe.directory=*', ...command], {
    cwd,
    timeout: LONGEST_MS,
    maxBuffer: LARGEST_DOCUMENT_BYTES,
  });
  return stdout;
}
