import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { UploadTerms } from '@mesh/ingest';
import { CliErrors } from '../cli.errors.js';

/** What decides whether two sendings are the same upload. */
export interface Naming {
  readonly file: string;
  readonly terms: UploadTerms;
  /** The column by whose times the rows are ordered, for a replay. */
  readonly orderedBy: string | undefined;
  readonly onProgress: (bytes: number) => void;
}

/** Names an upload after its content and its terms: the same file on the same terms is the same upload, wherever it is sent from. */
export async function uploadName({ file, terms, orderedBy, onProgress }: Naming): Promise<string> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(createReadStream(file, { highWaterMark: 1_048_576 }), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      onProgress(bytes);
    }
  }).catch((cause: unknown) => {
    throw CliErrors.FILE_UNREADABLE({}, { cause });
  });
  const content = hash.digest('hex');
  return createHash('sha256')
    .update(JSON.stringify([content, terms, orderedBy ?? null]))
    .digest('hex');
}
