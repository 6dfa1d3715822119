import { header, type Answer, type Call } from './call.js';
import { checkConditions } from './conditions.js';
import { versionOf } from './path-create.js';
import { StorageError } from './storage-error.js';
import type { Entry, Tree } from './tree.js';

/** "Get Blob": the content or a range of it (206, Content-Range); 416 when the range begins behind the end. */
export function readBlob(call: Call, tree: Tree): Answer {
  const entry = tree.file(call.path, 'BlobNotFound');
  checkConditions(call, entry);
  const { content } = entry;
  const headers = { ...propertiesOf(entry), 'Accept-Ranges': 'bytes' };
  const range = header(call, 'x-ms-range') ?? header(call, 'range');
  if (range === undefined) return { status: 200, headers, body: content };
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
  if (from === undefined) throw new StorageError('InvalidHeaderValue');
  if (Number(from) >= content.length) throw new StorageError('InvalidRange');
  const end = Math.min(to === '' || to === undefined ? content.length - 1 : Number(to), content.length - 1);
  return {
    status: 206,
    headers: { ...headers, 'Content-Range': `bytes ${from}-${end}/${content.length}` },
    body: content.subarray(Number(from), end + 1),
  };
}

/** "Get Blob Properties": what is known of a path, as headers; a directory carries `hdi_isfolder`. */
export function blobProperties(call: Call, tree: Tree): Answer {
  const entry = tree.file(call.path, 'BlobNotFound');
  checkConditions(call, entry);
  return { status: 200, headers: { ...propertiesOf(entry), 'Content-Length': String(entry.content.length) } };
}

const propertiesOf = (entry: Entry): Record<string, string> => ({
  ...versionOf(entry),
  'Content-Type': 'application/octet-stream',
  'x-ms-blob-type': 'BlockBlob',
  'x-ms-lease-state': entry.lease.state,
  'x-ms-lease-status': entry.lease.isLocked ? 'locked' : 'unlocked',
  'x-ms-server-encrypted': 'true',
  ...(entry.isDirectory && { 'x-ms-meta-hdi_isfolder': 'true' }),
});
