import { createReadStream } from 'node:fs';
import { RecordSplitter, type RawRecord, type UploadTerms } from '@mesh/ingest';
import { CliErrors } from '../../cli.errors.js';
import { timeOfCells, timeOfMembers, type RowTime } from './row-times.js';

/** A row with its time; one that has none happens when the one before it did. */
export interface TimedRow {
  readonly atMs: number;
  readonly bytes: Buffer;
  /** The bytes of the file that lie before it. */
  readonly offset: number;
}

/** Rows of a file whose times never go back. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

/** A file as runs of rows in time, with its header line where it has one. */
export interface TimedFile {
  readonly header: Buffer | undefined;
  readonly runs: readonly Run[];
  readonly rowTime: RowTime;
}

/** Runs are read side by side: a file in any other order would need to be sorted. */
const MOST_RUNS = 1_000;
const READ_BYTES = 65_536;

/** Looks through the file once. Throws CLI.OPTION_WRONG and CLI.FILE_UNSORTED. */
export async function timedFile(file: string, field: string, terms: UploadTerms): Promise<TimedFile> {
  let header: RawRecord | undefined;
  let rowTime = terms.format === 'ndjson' ? timeOfMembers(field, terms) : undefined;
  const runs: { from: number; to: number }[] = [];
  let lastMs = -Infinity;
  for await (const { record, offset, end } of recordsOf(file, terms, { from: 0 })) {
    if (rowTime === undefined) {
      header = { ...record, bytes: Buffer.from(record.bytes) };
      rowTime = timeOfCells(record, field, terms);
      continue;
    }
    if (record.damage === 'too-long') throw CliErrors.ROW_TOO_LONG({ line: record.line });
    const atMs = rowTime(record) ?? lastMs;
    const run = runs.at(-1);
    if (run === undefined || atMs < lastMs) {
      runs.push({ from: offset, to: end });
      if (runs.length > MOST_RUNS) throw CliErrors.FILE_UNSORTED();
    } else run.to = end;
    lastMs = atMs;
  }
  return { header: header?.bytes, runs, rowTime: rowTime ?? (() => undefined) };
}

/** The rows of one run. */
export async function* rowsOf(
  file: string,
  { from, to }: Run,
  about: { terms: UploadTerms; rowTime: RowTime },
): AsyncGenerator<TimedRow> {
  let lastMs = -Infinity;
  for await (const { record, offset } of recordsOf(file, about.terms, { from, to })) {
    lastMs = about.rowTime(record) ?? lastMs;
    yield { atMs: lastMs, bytes: record.bytes, offset };
  }
}

interface Found {
  readonly record: RawRecord;
  readonly offset: number;
  readonly end: number;
}

async function* recordsOf(
  file: string,
  { format, delimiter = ',' }: UploadTerms,
  { from, to }: { from: number; to?: number },
): AsyncGenerator<Found> {
  const splitter = new RecordSplitter({
    from: { offset: from, line: 1, skipping: false },
    ...(format === 'csv' && { delimiter }),
  });
  const stream = createReadStream(file, {
    start: from,
    highWaterMark: READ_BYTES,
    ...(to !== undefined && { end: to - 1 }),
  });
  try {
    for await (const chunk of stream) yield* placed(splitter.push(chunk as Buffer));
    yield* placed(splitter.end());
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).syscall === undefined) throw cause;
    throw CliErrors.FILE_UNREADABLE({}, { cause });
  }
}

function* placed(records: readonly RawRecord[]): Generator<Found> {
  for (const record of records) yield { record, offset: record.offset, end: record.end };
}
