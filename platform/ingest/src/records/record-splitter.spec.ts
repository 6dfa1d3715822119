import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { cellsOf } from './cells.js';
import { MAX_RECORD_BYTES, type RawRecord } from './raw-record.js';
import { RecordSplitter, type SplitSettings } from './record-splitter.js';

/** Pushes a file in pieces of a length and gives its rows. */
function split(file: string | Buffer, pieces = 7, settings: SplitSettings = { delimiter: ',' }): RawRecord[] {
  const bytes = Buffer.from(file);
  const splitter = new RecordSplitter(settings);
  const records: RawRecord[] = [];
  for (let at = 0; at < bytes.length; at += pieces)
    for (const record of splitter.push(bytes.subarray(at, at + pieces))) records.push(record);
  records.push(...splitter.end());
  return records;
}

const told = (records: readonly RawRecord[]): string[] =>
  records.map(({ line, bytes, damage }) => `${line} ${damage ?? bytes.toString()}`);

describe('given a file of rows', () => {
  it('gives each with the line on which it begins, past blank lines and cells of several lines', () => {
    const file = 'a,b\r\n1,2\n\n"x\ny","z""\n"\n3,4\n\n\n"5",6';
    expect(told(split(file))).toEqual(['1 a,b', '2 1,2', '4 "x\ny","z""\n"', '7 3,4', '10 "5",6']);
  });

  it('passes over the mark of UTF-8 and counts it', () => {
    const splitter = new RecordSplitter({ delimiter: ',' });
    expect(told(splitter.push(Buffer.from('\ufeffa,b\n')))).toEqual(['1 a,b']);
    expect(splitter.place).toEqual({ offset: 7, line: 2, skipping: false });
  });

  it.each(['fffe6100', 'feff0061'])('refuses UTF-16 (%s)', (hex) => {
    expect(() => split(Buffer.from(hex, 'hex'))).toThrow(expect.objectContaining({ code: 'INGEST.ENCODING_UNKNOWN' }));
  });

  it('takes quotes for nothing where rows are lines', () => {
    expect(told(split('{"a":1}\n{"a":\n', 3, {}))).toEqual(['1 {"a":1}', '2 {"a":']);
  });
});

describe('given rows that cannot be', () => {
  it.each([
    ['text behind a closing quote', 'a\n1,"b"c\n2\n', ['1 a', '2 quotes', '3 2']],
    ['a quote within a bare cell', 'a\n1,b"c\n2\n', ['1 a', '2 quotes', '3 2']],
    ['a quote that never closes', 'a\n1,"b\n2\n3\n', ['1 a', '2 quotes', '3 2', '4 3']],
    ['a quote that opens before a quoted cell', 'a\n1,"b\n2\n"c",3\n4\n', ['1 a', '2 quotes', '3 2', '4 "c",3', '5 4']],
  ])('refuses only the line with %s', (_, file, rows) => {
    for (const pieces of [1, 2, 5, 100]) expect(told(split(file, pieces))).toEqual(rows);
  });

  it('skips a line that is too long without holding it, and goes on behind it', () => {
    const splitter = new RecordSplitter({ delimiter: ',' });
    const records: RawRecord[] = [...splitter.push(Buffer.from('a\n1\n'))];
    const chunk = Buffer.alloc(65_536, 'x');
    for (let sent = 0; sent < 5 * MAX_RECORD_BYTES; sent += chunk.length) records.push(...splitter.push(chunk));
    const { place } = splitter;
    expect(place).toMatchObject({ line: 3, skipping: true });
    records.push(...splitter.push(Buffer.from('tail\n2\n')), ...splitter.end());
    expect(told(records)).toEqual(['1 a', '2 1', '3 too-long', '4 2']);
    const later = new RecordSplitter({ delimiter: ',', from: place });
    expect(told(later.push(Buffer.from('tail\n2\n')))).toEqual(['4 2']);
  });

  it('gives up a quote that stays open for longer than a row may be', () => {
    const file = `a\n1,"b\n${'2,c\n'.repeat(MAX_RECORD_BYTES / 4 + 10)}`;
    const records = split(file, 65_536);
    expect(told(records.slice(0, 3))).toEqual(['1 a', '2 quotes', '3 2,c']);
    expect(records).toHaveLength(MAX_RECORD_BYTES / 4 + 12);
  });
});

describe('given any table', () => {
  const cell = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', '1', ' ', 'é', '"', ',', '\n', '\r\n') }),
    fc.string({ unit: 'binary-ascii', maxLength: 4 }).map((text) => text.replaceAll(/[\r\n]/g, '')),
  );
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
  const written = (rows: readonly (readonly string[])[], end: string): string =>
    rows
      .map((row) => row.map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(','))
      .map((line) => line + end)
      .join('');

  it('reads what csv-parse reads, whatever pieces the bytes come in', () => {
    const property = fc.property(
      table,
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 1, max: 40 }),
      (rows, end, pieces) => {
        const file = written(rows, end);
        const read = split(file, pieces).map(({ bytes, quoted }) => cellsOf(bytes.toString(), ',', quoted));
        const theirs: string[][] = parse(file, { relax_column_count: true, record_delimiter: end });
        expect(read).toEqual(theirs);
      },
    );
    fc.assert(property, { numRuns: 2_000, seed: 7 });
  });

  it('can be gone on with at every place that it gives', () => {
    const property = fc.property(table, fc.integer({ min: 1, max: 20 }), (rows, pieces) => {
      const bytes = Buffer.from(written(rows, '\n'));
      const whole = told(split(bytes, pieces));
      const first = new RecordSplitter({ delimiter: ',' });
      const before = told(first.push(bytes.subarray(0, Math.floor(bytes.length / 2))));
      const later = new RecordSplitter({ delimiter: ',', from: first.place });
      const after = told([...later.push(bytes.subarray(first.place.offset)), ...later.end()]);
      expect([...before, ...after]).toEqual(whole);
    });
    fc.assert(property, { numRuns: 1_000, seed: 7 });
  });
});
