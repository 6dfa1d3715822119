import { header, type Answer, type Call } from './call.js';
import { checkConditions } from './conditions.js';
import { versionOf } from './path-create.js';
import { StorageError } from './storage-error.js';
import type { Tree } from './tree.js';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** "Lease Blob": acquire 201, renew and release 200, break 202 with the seconds that are left. */
export function leaseBlob(call: Call, tree: Tree): Answer {
  const entry = tree.file(call.path, 'BlobNotFound');
  checkConditions(call, entry);
  const { lease, etag } = entry;
  const action = header(call, 'x-ms-lease-action');
  if (action === 'acquire') {
    const id = lease.acquire(Number(required(call, 'x-ms-lease-duration')), proposedId(call), etag);
    return { status: 201, headers: { ...versionOf(entry), 'x-ms-lease-id': id } };
  }
  if (action === 'renew') {
    const id = required(call, 'x-ms-lease-id');
    lease.renew(id, etag);
    return { status: 200, headers: { ...versionOf(entry), 'x-ms-lease-id': id } };
  }
  if (action === 'release') {
    lease.release(required(call, 'x-ms-lease-id'));
    return { status: 200, headers: versionOf(entry) };
  }
  if (action !== 'break') throw new StorageError(action === undefined ? 'MissingRequiredHeader' : 'InvalidHeaderValue');
  const period = header(call, 'x-ms-lease-break-period');
  const seconds = lease.break(period === undefined ? undefined : Number(period));
  return { status: 202, headers: { ...versionOf(entry), 'x-ms-lease-time': String(seconds) } };
}

function proposedId(call: Call): string | undefined {
  const id = header(call, 'x-ms-proposed-lease-id');
  if (id !== undefined && !GUID.test(id)) throw new StorageError('InvalidHeaderValue');
  return id;
}

function required(call: Call, name: string): string {
  const value = header(call, name);
  if (value === undefined) throw new StorageError('MissingRequiredHeader');
  return value;
}
