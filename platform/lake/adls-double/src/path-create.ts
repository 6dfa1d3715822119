import { header, type Answer, type Call } from './call.js';
import { checkConditions, checkSourceConditions } from './conditions.js';
import { StorageError } from './storage-error.js';
import { parentsOf, type Entry, type Tree } from './tree.js';

/**
 * "Path - Create" with `resource`: makes a file or a directory. A file that is there is overwritten, its lease broken,
 * unless a condition forbids it.
 */
export function createPath(call: Call, tree: Tree): Answer {
  const resource = call.query.get('resource');
  if (resource !== 'file' && resource !== 'directory') throw new StorageError('InvalidQueryParameterValue');
  requireEmpty(call);
  const before = tree.get(call.path);
  checkConditions(call, before);
  if (before !== undefined && before.isDirectory !== (resource === 'directory')) throw new StorageError('PathConflict');
  checkDestinationLease(call, before);
  const entry = before?.isDirectory === true ? before : tree.create(call.path, resource === 'directory');
  return { status: 201, headers: versionOf(entry) };
}

/**
 * "Path - Create" with `x-ms-rename-source`: the parent of the destination must exist; a destination that is there is
 * overwritten, its lease broken, unless a condition forbids it; a source under lease needs `x-ms-source-lease-id`.
 */
export function renamePath(call: Call, tree: Tree, source: string): Answer {
  requireEmpty(call);
  const mode = call.query.get('mode');
  if (mode !== null && mode !== 'legacy' && mode !== 'posix') throw new StorageError('InvalidQueryParameterValue');
  const moved = tree.get(source);
  if (moved === undefined) throw new StorageError('SourcePathNotFound');
  checkSourceConditions(call, moved);
  moved.lease.checkWrite(header(call, 'x-ms-source-lease-id'));
  const parent = parentsOf(call.path).at(-1);
  if (parent !== undefined && tree.get(parent)?.isDirectory !== true)
    throw new StorageError('RenameDestinationParentPathNotFound');
  const before = tree.get(call.path);
  checkConditions(call, before);
  if (before !== undefined && before.isDirectory !== moved.isDirectory)
    throw new StorageError('InvalidDestinationPath');
  if (before?.isDirectory === true && tree.below(call.path).length > 1) throw new StorageError('DirectoryNotEmpty');
  checkDestinationLease(call, before);
  tree.move(source, call.path);
  return { status: 201, headers: versionOf(moved) };
}

/** Without a lease id the destination's lease is broken by the overwriting; with one, it must be the one. */
function checkDestinationLease(call: Call, before: Entry | undefined): void {
  const id = header(call, 'x-ms-lease-id');
  if (id !== undefined) before?.lease.checkWrite(id);
}

function requireEmpty(call: Call): void {
  if (header(call, 'content-length') !== '0') throw new StorageError('ContentLengthMustBeZero');
}

/** ETag and time of a path as headers. */
export const versionOf = ({ etag, modifiedAt }: Entry): Record<string, string> => ({
  ETag: etag,
  'Last-Modified': modifiedAt.toUTCString(),
});
