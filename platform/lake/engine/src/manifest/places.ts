import type { FileRecord } from './record.js';

/** Places of rows without a gap: the first one and how many. */
export type Span = readonly [first: number, rows: number];

type Placed = Pick<FileRecord, 'first' | 'rows' | 'spans'>;

/** The places that the rows of a file have among all rows of its day, in their order. */
export const spansOf = ({ first, rows, spans }: Placed): readonly Span[] => spans ?? [[first, rows]];

/** The place after the file's last row. */
export function endOf(file: Placed): number {
  const [first, rows] = spansOf(file).at(-1) ?? [file.first, 0];
  return first + rows;
}

/** The place of the file's row of that number. */
export function placeOf(file: Placed, row: number): number {
  let before = 0;
  for (const [first, rows] of spansOf(file)) {
    if (row < before + rows) return first + row - before;
    before += rows;
  }
  return endOf(file);
}

/** The number of the file's first row at a place or behind it. */
export function rowFrom(file: Placed, place: number): number {
  let before = 0;
  for (const [first, rows] of spansOf(file)) {
    if (place < first + rows) return before + Math.max(0, place - first);
    before += rows;
  }
  return before;
}

/** The places that are left of a file's when the rows of some numbers, in their order, are taken away. */
export function spansWithout(file: Placed, taken: readonly number[]): readonly Span[] {
  const left: Span[] = [];
  let next = 0;
  for (const end of [...taken, file.rows]) {
    for (let row = next; row < end;) {
      const first = placeOf(file, row);
      const rows = Math.min(end - row, restOfSpan(file, first));
      left.push([first, rows]);
      row += rows;
    }
    next = end + 1;
  }
  return joined(left);
}

/** The places of several files, in their order. */
export const joinedSpans = (files: readonly Placed[]): readonly Span[] => joined(files.flatMap(spansOf));

/** A record's places: `spans` only where there is a gap between them. */
export function placed(spans: readonly Span[]): Placed {
  const rows = spans.reduce((sum, [, count]) => sum + count, 0);
  const first = spans[0]?.[0] ?? 0;
  return { first, rows, ...(spans.length > 1 && { spans }) };
}

function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const [first, rows] of spans) {
    const last = result.at(-1);
    if (last !== undefined && last[0] + last[1] === first) result[result.length - 1] = [last[0], last[1] + rows];
    else if (rows > 0) result.push([first, rows]);
  }
  return result;
}

function restOfSpan(file: Placed, place: number): number {
  const [first, rows] = spansOf(file).find(([from, count]) => place < from + count) ?? [place, 0];
  return first + rows - place;
}
