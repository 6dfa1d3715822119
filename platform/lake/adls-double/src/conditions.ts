import { header, type Call } from './call.js';
import { StorageError } from './storage-error.js';
import type { Entry } from './tree.js';

/** "Specifying conditional headers for Blob service operations": If-Match and If-None-Match, `*` for any. */
export function checkConditions(call: Call, entry: Entry | undefined): void {
  const [match, noneMatch] = [header(call, 'if-match'), header(call, 'if-none-match')];
  if (match !== undefined && !matches(match, entry)) throw new StorageError('ConditionNotMet');
  if (noneMatch !== undefined && matches(noneMatch, entry)) {
    // "Path - Create": to fail when the destination exists, If-None-Match: "*".
    throw new StorageError(noneMatch === '*' && call.method === 'PUT' ? 'PathAlreadyExists' : 'ConditionNotMet');
  }
}

/** "Path - Create": x-ms-source-if-match and x-ms-source-if-none-match of a rename. */
export function checkSourceConditions(call: Call, entry: Entry): void {
  const [match, noneMatch] = [header(call, 'x-ms-source-if-match'), header(call, 'x-ms-source-if-none-match')];
  if (match !== undefined && !matches(match, entry)) throw new StorageError('SourceConditionNotMet');
  if (noneMatch !== undefined && matches(noneMatch, entry)) throw new StorageError('SourceConditionNotMet');
}

const matches = (wanted: string, entry: Entry | undefined): boolean =>
  entry !== undefined && (wanted === '*' || wanted === entry.etag);
