const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Where a row with quotes ends: at its line feed, or nowhere yet (`open`), or never by the rules (`broken`). */
export type QuotedEnd = number | 'open' | 'broken';

/**
 * Finds the end of a row with quotes by RFC 4180: a quote opens a cell only as its first character, is doubled inside, and
 * nothing but a delimiter or the end of the line follows the closing one. Line feeds inside quotes belong to the cell.
 * The last row of a file has its end at the end of the bytes.
 */
export function quotedEnd(bytes: Buffer, from: number, about: { delimiter: number; isLast: boolean }): QuotedEnd {
  let at = from;
  for (;;) {
    if (bytes[at] === QUOTE) {
      at = closingQuote(bytes, at + 1);
      if (at < 0) return 'open';
      at += 1;
      if (bytes[at] === CARRIAGE_RETURN && (at + 1 >= bytes.length || bytes[at + 1] === LINE_FEED)) at += 1;
      if (at >= bytes.length) return about.isLast ? at : 'open';
      if (bytes[at] === LINE_FEED) return at;
      if (bytes[at] !== about.delimiter) return 'broken';
      at += 1;
      continue;
    }
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (byte === about.delimiter) break;
      if (byte === LINE_FEED) return at;
      if (byte === QUOTE) return 'broken';
    }
    if (at >= bytes.length) return about.isLast ? at : 'open';
    at += 1;
  }
}

/** The closing quote of a cell whose text begins at `from`, or -1. A quote at the very end may yet turn out to be doubled. */
function closingQuote(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(QUOTE, from); at >= 0; at = bytes.indexOf(QUOTE, at + 2))
    if (bytes[at + 1] !== QUOTE) return at;
  return -1;
}
