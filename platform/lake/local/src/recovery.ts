import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LakeErrors } from '@mesh/lake';
import type { DurableFiles } from './durable-files.js';
import type { Manifest } from './manifest/manifest.js';

/**
 * Makes the folder agree with the manifest after a crash: files that it does not name were never landed, or were
 * replaced, and go; a file that it names and that is not there is an error, since rows would be missing in silence.
 */
export async function removeOrphans(folder: string, manifest: Manifest, files: DurableFiles): Promise<void> {
  const found = new Set<string>();
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || !entry.name.startsWith('day=')) continue;
    for (const name of await readdir(join(folder, entry.name))) {
      const path = join(entry.name, name);
      found.add(path);
      if (!manifest.has(path)) await files.remove(join(folder, path));
    }
  }
  const missing = manifest.inOrder().find(({ path }) => !found.has(path));
  if (missing !== undefined) throw LakeErrors.FILE_MISSING({ file: missing.path });
}
