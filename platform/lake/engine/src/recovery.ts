import { LakeErrors } from '@mesh/lake';
import type { DatasetStorage } from './dataset-storage.js';
import type { Manifest } from './manifest/manifest.js';

/**
 * Makes the files agree with the manifest: those that it does not name were never landed, or were replaced, and go; one
 * that it names and that is not there is an error, since rows would be missing in silence.
 */
export async function removeOrphans(storage: DatasetStorage, manifest: Manifest): Promise<void> {
  const found = new Set(await storage.list());
  for (const path of found) if (!manifest.has(path)) await storage.remove(path);
  const missing = manifest.inOrder().find(({ path }) => !found.has(path));
  if (missing !== undefined) throw LakeErrors.FILE_MISSING({ file: missing.path });
}
