import type { Readable } from 'node:stream';
import { parse, type CsvError } from 'csv-parse';
import { CliErrors } from '../cli.errors.js';
import { featureColumns, type FeatureColumns } from './feature-columns.js';
import { featureRow, type RowError } from './feature-row.js';

/** Rows that can be scored together: their cells as they stood, their features row-major. */
export interface Batch {
  readonly header: readonly string[];
  readonly records: readonly (readonly string[])[];
  readonly features: Float32Array;
}

/** How to read a table. */
export interface TableReading {
  /** The model's features, in its order. */
  readonly features: readonly string[];
  /** Features that the file lacks by declaration. */
  readonly without: readonly string[];
  readonly batchRows: number;
  readonly reject: (error: RowError) => void;
}

const LONGEST_RECORD_CHARACTERS = 1_000_000;

/** Reads a CSV with a header line (RFC 4180) batch by batch, in memory of one batch; rows that cannot be scored are rejected. */
export async function* readBatches(input: Readable, reading: TableReading): AsyncGenerator<Batch> {
  const parser = input.pipe(
    parse({
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      max_record_size: LONGEST_RECORD_CHARACTERS,
      on_skip: (error: CsvError | undefined) => {
        reading.reject({ line: Number(error?.lines ?? 0), field: 'record', rule: 'csv' });
        return undefined;
      },
    }),
  );
  input.on('error', (cause: Error) => parser.destroy(CliErrors.FILE_UNREADABLE({ option: '--in' }, { cause })));
  let header: readonly string[] | undefined;
  let columns: FeatureColumns = [];
  let records: (readonly string[])[] = [];
  let values: number[] = [];
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    if (header === undefined) {
      header = record.map((name) => name.trim());
      columns = featureColumns(header, reading.features, reading.without);
      continue;
    }
    const row = featureRow(record, columns, { line: info.lines, width: header.length });
    if (isRow(row)) {
      records.push(record);
      values.push(...row);
    } else row.forEach(reading.reject);
    if (records.length === reading.batchRows) {
      yield { header, records, features: Float32Array.from(values) };
      [records, values] = [[], []];
    }
  }
  if (header === undefined) throw CliErrors.TABLE_WRONG({ rule: 'the file is empty' });
  yield { header, records, features: Float32Array.from(values) };
}

const isRow = (row: readonly number[] | readonly RowError[]): row is readonly number[] => typeof row[0] === 'number';
