import type { Database } from '@mesh/database';
import type { BucketSecrets } from './bucket-secrets.js';
import { SubjectErrors } from './subject.errors.js';
import type { Subject } from './subject.js';
import { newToken } from './token.js';

interface Retiring {
  readonly secrets: BucketSecrets;
  readonly bucket: number;
  readonly subject: Subject;
}

/** Takes the person's entries out of use, within a transaction that holds the lock alone; returns the token they had. */
export async function retirePerson(transaction: Database, { secrets, bucket, subject }: Retiring): Promise<string> {
  const [row] = await transaction.query<{ generation: number }>(
    'SELECT generation FROM subjects.buckets WHERE bucket = $1',
    [bucket],
  );
  const generation = row?.generation ?? 0;
  const secret = await secrets.named({ bucket, generation });
  if (secret === undefined) throw SubjectErrors.KEYS_MISSING();
  const lookup = secret.lookupOf(subject);
  const fresh = newToken();
  // Somebody nobody has heard of is retired, too: the answer tells no one who is known.
  await transaction.query(
    `INSERT INTO subjects.entries (token, bucket, generation, lookup, sealed) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (bucket, lookup) DO NOTHING`,
    [fresh, bucket, generation, lookup, secret.seal(fresh, subject)],
  );
  const [entry] = await transaction.query<{ token: string }>(
    'SELECT token FROM subjects.entries WHERE bucket = $1 AND lookup = $2',
    [bucket, lookup],
  );
  const token = entry?.token ?? fresh;
  await transaction.query(
    `UPDATE subjects.entries SET lookup = NULL, owner = NULL, retired_as = $3
     WHERE bucket = $1 AND (lookup = $2 OR owner = $2)`,
    [bucket, lookup, token],
  );
  return token;
}
