import type { UploadTerms } from '@mesh/ingest';
import { rowsOf, type TimedFile, type TimedRow } from './timed-rows.js';

interface Reader {
  readonly rows: AsyncGenerator<TimedRow>;
  head: TimedRow;
}

/** The rows of all runs in the order of their times; of equal times, in the order of the file. */
export async function* mergedRows(
  file: string,
  { runs, rowTime }: Pick<TimedFile, 'runs' | 'rowTime'>,
  terms: UploadTerms,
): AsyncGenerator<TimedRow> {
  const readers: Reader[] = [];
  try {
    for (const run of runs) {
      const rows = rowsOf(file, run, { terms, rowTime });
      const first = await rows.next();
      if (first.done !== true) readers.push({ rows, head: first.value });
    }
    while (readers.length > 0) {
      let earliest = 0;
      for (let at = 1; at < readers.length; at += 1)
        if (isBefore((readers[at] as Reader).head, (readers[earliest] as Reader).head)) earliest = at;
      const reader = readers[earliest] as Reader;
      yield reader.head;
      const next = await reader.rows.next();
      if (next.done === true) readers.splice(earliest, 1);
      else reader.head = next.value;
    }
  } finally {
    for (const { rows } of readers) await rows.return(undefined);
  }
}

const isBefore = (one: TimedRow, other: TimedRow): boolean =>
  one.atMs < other.atMs || (one.atMs === other.atMs && one.offset < other.offset);
