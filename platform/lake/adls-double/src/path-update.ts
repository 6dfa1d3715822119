import { createHash } from 'node:crypto';
import { header, type Answer, type Call } from './call.js';
import { checkConditions } from './conditions.js';
import { versionOf } from './path-create.js';
import { StorageError } from './storage-error.js';
import type { Entry, Tree } from './tree.js';

/** Bytes of one append; the service takes more of newer versions, no client here needs it. */
const MAX_APPEND_BYTES = 104_857_600;

/**
 * "Path - Update", action append: keeps the body at its position until it is flushed; what was appended at the same
 * position before is replaced. Nothing can be appended before the end of what is flushed.
 */
export function append(call: Call, tree: Tree): Answer {
  const entry = fileOf(call, tree);
  const position = positionOf(call);
  const length = header(call, 'content-length');
  if (length === undefined) throw new StorageError('MissingContentLengthHeader');
  if (Number(length) !== call.body.length || call.body.length === 0) throw new StorageError('InvalidHeaderValue');
  if (call.body.length > MAX_APPEND_BYTES) throw new StorageError('RequestBodyTooLarge');
  const md5 = header(call, 'content-md5');
  if (md5 !== undefined && createHash('md5').update(call.body).digest('base64') !== md5)
    throw new StorageError('Md5Mismatch');
  entry.lease.checkWrite(header(call, 'x-ms-lease-id'));
  if (position < entry.content.length) throw new StorageError('InvalidFlushPosition');
  entry.pending.set(position, call.body);
  if (call.query.get('flush') === 'true') commit(entry, position + call.body.length, tree, false);
  return { status: 202, headers: { 'x-ms-request-server-encrypted': 'true' } };
}

/**
 * "Path - Update", action flush: what was appended becomes the file up to `position`, which must be the end of data without
 * a gap; what lies behind it is deleted unless `retainUncommittedData` is true.
 */
export function flush(call: Call, tree: Tree): Answer {
  const entry = fileOf(call, tree);
  const position = positionOf(call);
  if (header(call, 'content-length') !== '0' || call.body.length > 0) throw new StorageError('ContentLengthMustBeZero');
  checkConditions(call, entry);
  entry.lease.checkWrite(header(call, 'x-ms-lease-id'));
  commit(entry, position, tree, call.query.get('retainUncommittedData') === 'true');
  return { status: 200, headers: { ...versionOf(entry), 'x-ms-request-server-encrypted': 'true' } };
}

function commit(entry: Entry, position: number, tree: Tree, retain: boolean): void {
  const chunks: Buffer[] = [entry.content];
  let end = entry.content.length;
  while (end < position) {
    const chunk = entry.pending.get(end);
    if (chunk === undefined) break;
    chunks.push(chunk);
    end += chunk.length;
  }
  if (end !== position) throw new StorageError('InvalidFlushPosition');
  entry.content = Buffer.concat(chunks);
  for (const at of entry.pending.keys()) if (!retain || at < end) entry.pending.delete(at);
  tree.touch(entry);
}

function fileOf(call: Call, tree: Tree): Entry {
  const entry = tree.file(call.path, 'PathNotFound');
  if (entry.isDirectory) throw new StorageError('PathConflict');
  return entry;
}

function positionOf({ query }: Call): number {
  const text = query.get('position');
  if (text === null) throw new StorageError('MissingRequiredQueryParameter');
  const position = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(position)) throw new StorageError('InvalidQueryParameterValue');
  return position;
}
