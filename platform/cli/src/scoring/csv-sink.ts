import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { CliErrors } from '../cli.errors.js';

/** Takes rows and waits for its medium: memory stays that of one batch. */
export interface RowSink {
  write(rows: readonly (readonly (string | number)[])[]): Promise<void>;
  close(): Promise<void>;
}

/** Rows as CSV (RFC 4180) on a stream that stays open afterwards. */
export function csvOn(stream: NodeJS.WritableStream): RowSink {
  return {
    async write(rows) {
      if (!stream.write(stringify(rows as (string | number)[][]))) await once(stream, 'drain');
    },
    close: () => Promise.resolve(),
  };
}

/** Rows as CSV in a new file; throws CLI.FILE_UNWRITABLE. */
export function csvFile(path: string): RowSink {
  const stream: Writable = createWriteStream(path);
  const done = finished(stream);
  done.catch(() => undefined);
  const unwritable = (cause: unknown): never => {
    throw CliErrors.FILE_UNWRITABLE({}, { cause });
  };
  return {
    write: (rows) => Promise.race([csvOn(stream).write(rows), done]).catch(unwritable),
    async close() {
      stream.end();
      await done.catch(unwritable);
    },
  };
}
