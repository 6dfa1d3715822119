/** Most bytes of one row of a file; what is longer is refused at its line, and the file goes on. */
export const MAX_RECORD_BYTES = 1_048_576;

/** A place in a file between two rows: how many bytes and lines lie before it. */
export interface Place {
  readonly offset: number;
  /** The line that begins here, from 1. */
  readonly line: number;
  /** The rest of the line belongs to a row that was refused for its length. */
  readonly skipping: boolean;
}

/** Where a file begins. */
export const START: Place = Object.freeze({ offset: 0, line: 1, skipping: false });

/** Why a row cannot be read at all. */
export type Damage = 'too-long' | 'quotes';

/** One row as it stands in a file, without the end of its line. */
export interface RawRecord {
  /** The line on which it begins, from 1. */
  readonly line: number;
  /** The bytes of the file before it, and those before the next. */
  readonly offset: number;
  readonly end: number;
  readonly bytes: Buffer;
  /** Whether a cell of it is quoted. */
  readonly quoted: boolean;
  /** A damaged row is one line; one that is too long has no bytes. */
  readonly damage?: Damage;
}
