import type { Database } from '@mesh/database';
import type { BucketSecrets } from './bucket-secrets.js';
import { SubjectErrors } from './subject.errors.js';
import { textOf } from './subject.js';

/** How often something is tried that another process may have come in between of. */
export const ATTEMPTS = 10;

/** An entry as it stands in the database, with the epoch at which it was read. */
export interface SealedEntry {
  readonly token: string;
  readonly bucket: number;
  readonly generation: number;
  readonly sealed: Buffer;
  readonly epoch: number;
}

/** A token and what is behind it. */
export interface OpenedEntry {
  readonly token: string;
  readonly text: string;
}

/** Reads the entries of tokens, of those that are in use or of those that are retired. */
export function sealedEntries(
  database: Database,
  tokens: readonly string[],
  which: 'in use' | 'retired',
): Promise<readonly SealedEntry[]> {
  return database.query<SealedEntry>(
    `SELECT token, bucket, generation, sealed, epoch FROM subjects.entries, subjects.state
     WHERE token = ANY($1::text[]) AND (retired_as IS NOT NULL) = $2`,
    [tokens, which === 'retired'],
  );
}

/** Opens entries with the keys that they name; raises SUBJECTS.KEYS_MISSING when one is not to be had. */
export async function openEntries(
  secrets: BucketSecrets,
  read: () => Promise<readonly SealedEntry[]>,
): Promise<readonly OpenedEntry[]> {
  for (let attempt = 1; ; attempt += 1) {
    const rows = await read();
    const keys = await Promise.all(rows.map((row) => secrets.named(row)));
    const opened = rows.flatMap(({ token, sealed }, nth) => {
      const secret = keys[nth];
      return secret === undefined ? [] : [{ token, text: textOf(secret.open(token, sealed)) }];
    });
    if (opened.length === rows.length) return opened;
    // Sealed anew between the reading of the row and that of the key: the row says otherwise now.
    if (attempt >= ATTEMPTS) throw SubjectErrors.KEYS_MISSING();
  }
}
