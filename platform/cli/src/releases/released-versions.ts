import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { compareVersions, declaredVersion, parseVersion, readDocuments, type DocumentTexts } from '@mesh/compatibility';
import { CliErrors } from '../cli.errors.js';
import { documentsIn } from './document-folder.js';

/** Documents to compare with, and where they are from. */
export interface Baseline {
  readonly version: string;
  readonly documents: DocumentTexts;
  /** For people: `released/1.0.0`, `main`. */
  readonly from: string;
}

/** Versions that were released of a contract, the highest first. */
export async function releasedVersions(contract: string): Promise<readonly string[]> {
  const entries = await readdir(join(contract, 'released'), { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => parseVersion(name) ?? [])
    .sort((one, other) => compareVersions(other, one))
    .map(({ major, minor, patch }) => `${major}.${minor}.${patch}`);
}

/** A released version as it was copied; throws CLI.RELEASE_DAMAGED when its documents say another version. */
export async function releaseOf(contract: string, version: string): Promise<Baseline> {
  const documents = await documentsIn(join(contract, 'released', version));
  if (documents === undefined || declaredVersion(readDocuments(documents)) !== version)
    throw CliErrors.RELEASE_DAMAGED({ release: `released/${version}` });
  return { version, documents, from: `released/${version}` };
}

/**
 * The release that a version follows: the highest of its own major or, when that has none, of the one before it; else the
 * highest of all. Undefined when nothing was released.
 */
export async function releaseBefore(contract: string, declared: string): Promise<Baseline | undefined> {
  const released = await releasedVersions(contract);
  const major = parseVersion(declared)?.major ?? Infinity;
  const version = released.find((candidate) => (parseVersion(candidate)?.major ?? 0) <= major) ?? released[0];
  return version === undefined ? undefined : releaseOf(contract, version);
}
