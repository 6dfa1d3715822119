import { IngestErrors } from '../ingest.errors.js';
import { quotedEnd } from './quoted-row.js';
import { MAX_RECORD_BYTES, START, type Damage, type Place, type RawRecord } from './raw-record.js';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const UTF16_MARKS = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];
const NOTHING = Buffer.alloc(0);

/** How rows stand in a file. */
export interface SplitSettings {
  /** The delimiter of a file whose cells may be quoted; without one, a row is a line. */
  readonly delimiter?: string;
  /** Where the first byte stands, for a file that is gone on with. */
  readonly from?: Place;
}

/**
 * Splits a file of any length into rows as its bytes come, and holds one row at most. Blank lines are no rows. What cannot
 * be a row costs its own line and no other: a line that is too long is skipped to its end, and where quotes are broken or
 * never close, only the line on which they open is refused and the next is looked at anew.
 */
export class RecordSplitter {
  private readonly delimiter: number | undefined;
  /** Bytes that are not split yet. */
  private rest: Buffer = NOTHING;
  private offset: number;
  private line: number;
  private skipping: boolean;
  /** How much of `rest` is known to hold no line feed. */
  private searched = 0;
  /** Where in `rest` the next quote is that was looked for; beyond its end when there is none. */
  private quoteAt = -1;

  constructor({ delimiter, from = START }: SplitSettings = {}) {
    this.delimiter = delimiter?.charCodeAt(0);
    ({ offset: this.offset, line: this.line, skipping: this.skipping } = from);
  }

  /** Where the first row begins that was not given yet. */
  get place(): Place {
    return { offset: this.offset, line: this.line, skipping: this.skipping };
  }

  /** The rows that are whole with these bytes. Throws INGEST.ENCODING_UNKNOWN for a file in UTF-16. */
  push(chunk: Buffer): readonly RawRecord[] {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    this.quoteAt = -1;
    return this.split(false);
  }

  /** The row that no line feed ends. */
  end(): readonly RawRecord[] {
    return this.split(true);
  }

  private split(isLast: boolean): readonly RawRecord[] {
    const records: RawRecord[] = [];
    if (this.offset === 0 && !this.skipMark(isLast)) return records;
    let from = 0;
    while (from < this.rest.length) {
      if (this.rest[from] === LINE_FEED && !this.skipping) {
        from = this.leave(from, from + 1, 1);
        continue;
      }
      const next = this.step(from, isLast, records);
      if (next === undefined) break;
      from = next;
    }
    this.rest = from === 0 ? this.rest : this.rest.subarray(from);
    this.searched = Math.max(0, this.searched - from);
    this.quoteAt = -1;
    return records;
  }

  /** Takes one row, or what is left of a refused one, and gives the place behind it; undefined where bytes are missing. */
  private step(from: number, isLast: boolean, records: RawRecord[]): number | undefined {
    const { rest } = this;
    const feed = rest.indexOf(LINE_FEED, Math.max(from, this.searched));
    const isWhole = feed >= 0 || isLast;
    const lineEnd = feed >= 0 ? feed : rest.length;
    if (!isWhole) this.searched = rest.length;
    if (this.skipping) {
      this.skipping = feed < 0;
      return this.leave(from, feed >= 0 ? feed + 1 : rest.length, feed >= 0 ? 1 : 0);
    }

    let end = lineEnd;
    let quoted = false;
    if (this.delimiter !== undefined && this.hasQuote(from, lineEnd)) {
      quoted = true;
      const found = quotedEnd(rest, from, { delimiter: this.delimiter, isLast });
      if (typeof found === 'number') end = found;
      else if (found === 'broken' || isLast || rest.length - from > MAX_RECORD_BYTES)
        return isWhole ? this.refuse(from, feed, 'quotes', records) : this.waitOrSkip(from, records);
      else return undefined;
    } else if (!isWhole) return this.waitOrSkip(from, records);

    if (end - from > MAX_RECORD_BYTES) return this.refuse(from, feed, 'too-long', records);
    const textEnd = end > from && rest[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
    const next = Math.min(end + 1, rest.length);
    if (textEnd > from) records.push(this.record(from, { textEnd, next, quoted }));
    return this.leave(from, next, quoted ? this.feedsIn(from, end) + 1 : 1);
  }

  /** A line that goes on: it may still be short enough, or it is refused here and skipped as it comes. */
  private waitOrSkip(from: number, records: RawRecord[]): number | undefined {
    if (this.rest.length - from <= MAX_RECORD_BYTES) return undefined;
    records.push(this.record(from, { textEnd: from, next: this.rest.length, damage: 'too-long' }));
    this.skipping = true;
    return this.leave(from, this.rest.length, 0);
  }

  /** Refuses the line on which a row begins. */
  private refuse(from: number, feed: number, damage: Damage, records: RawRecord[]): number {
    const next = feed >= 0 ? feed + 1 : this.rest.length;
    const textEnd = damage === 'too-long' ? from : feed >= 0 ? feed : next;
    records.push(this.record(from, { textEnd, next, damage }));
    return this.leave(from, next, 1);
  }

  private record(from: number, about: { textEnd: number; next: number; quoted?: boolean; damage?: Damage }): RawRecord {
    const { textEnd, next, quoted = false, damage } = about;
    const { line, offset } = this;
    const bytes = this.rest.subarray(from, textEnd);
    return { line, offset, end: offset + next - from, bytes, quoted, ...(damage !== undefined && { damage }) };
  }

  private leave(from: number, next: number, lines: number): number {
    this.offset += next - from;
    this.line += lines;
    return next;
  }

  private hasQuote(from: number, lineEnd: number): boolean {
    if (this.quoteAt < from) {
      const found = this.rest.indexOf(QUOTE, from);
      this.quoteAt = found < 0 ? this.rest.length : found;
    }
    return this.quoteAt < lineEnd;
  }

  private feedsIn(from: number, end: number): number {
    let feeds = 0;
    for (let at = this.rest.indexOf(LINE_FEED, from); at >= 0 && at < end; at = this.rest.indexOf(LINE_FEED, at + 1))
      feeds += 1;
    return feeds;
  }

  /** Passes over the mark of UTF-8 at the begin of a file; false while too few bytes are there to tell. */
  private skipMark(isLast: boolean): boolean {
    if (this.rest.length < UTF8_MARK.length && !isLast) return false;
    if (UTF16_MARKS.some((mark) => this.rest.subarray(0, mark.length).equals(mark)))
      throw IngestErrors.ENCODING_UNKNOWN();
    if (this.rest.subarray(0, UTF8_MARK.length).equals(UTF8_MARK)) {
      this.rest = this.rest.subarray(UTF8_MARK.length);
      this.searched = 0;
      this.offset = UTF8_MARK.length;
    }
    return true;
  }
}
