import { csvFile } from '../scoring/csv-sink.js';
import type { UploadClient } from './upload-client.js';

/** Writes all that was refused of an upload as CSV, page by page. */
export async function writeRejections(path: string, client: Pick<UploadClient, 'rejections'>): Promise<void> {
  const sink = csvFile(path);
  try {
    await sink.write([['line', 'field', 'rule', 'reason', 'fields']]);
    for await (const page of client.rejections())
      await sink.write(
        page.map(({ line, pointer, rule, reason, pointers }) => [line, pointer ?? '', rule, reason, pointers ?? '']),
      );
  } finally {
    await sink.close();
  }
}
