import { header, type Answer, type Call } from './call.js';
import { checkConditions } from './conditions.js';
import { StorageError } from './storage-error.js';
import type { Tree } from './tree.js';

/**
 * "Path - Delete": a file, or a directory with `recursive=true`; when a directory holds more than one invocation deletes,
 * `x-ms-continuation` comes back and must be given until it does not.
 */
export function deletePath(call: Call, tree: Tree, pageSize: number): Answer {
  const entry = tree.file(call.path, 'PathNotFound');
  checkConditions(call, entry);
  entry.lease.checkWrite(header(call, 'x-ms-lease-id'));
  const recursive = call.query.get('recursive');
  const inside = tree.below(call.path).filter(([path]) => path !== call.path);
  if (entry.isDirectory) {
    if (recursive !== 'true' && recursive !== 'false') throw new StorageError('MissingRequiredQueryParameter');
    if (inside.length > 0 && recursive === 'false') throw new StorageError('DirectoryNotEmpty');
  }
  const now = inside.reverse().slice(0, pageSize);
  if (now.some(([, { lease }]) => lease.isLocked)) throw new StorageError('LeaseIdMissing');
  for (const [path] of now) tree.delete(path);
  if (now.length < inside.length) return { status: 200, headers: { 'x-ms-continuation': `after-${now.length}` } };
  tree.delete(call.path);
  return { status: 200 };
}
