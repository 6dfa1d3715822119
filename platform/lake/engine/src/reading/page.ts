import { LakeErrors, type Column, type Page, type Selection } from '@mesh/lake';
import type { DatasetParts } from '../dataset-parts.js';
import type { DatasetStorage } from '../dataset-storage.js';
import { asRfc3339, identifier } from '../duckdb/sql.js';
import type { Manifest } from '../manifest/manifest.js';
import { endOf, placeOf, rowFrom } from '../manifest/places.js';
import type { FileRecord } from '../manifest/record.js';
import { decodeCursor, encodeCursor, type Place } from './cursor.js';
import { onPinned } from './gather.js';
import { relationOf, where } from './relation.js';
import { toFilter, type Filter } from './selection.js';

const MAX_LIMIT = 10_000;
/** Files that one query opens; a selective filter asks for more in later queries. */
const MAX_FILES_A_QUERY = 256;
/** Files that a query opens even when fewer would have enough rows. */
const SPARE_FILES = 8;

/** Reads the next rows of a selection in the order of days and, within a day, of landing. */
export async function readPage(
  request: { selection: Selection; limit: number; cursor: string | undefined },
  manifest: Manifest,
  parts: DatasetParts,
): Promise<Page> {
  const { selection, limit, cursor } = request;
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    throw LakeErrors.SELECTION_INVALID({ rule: 'limit' });
  const filter = toFilter(selection, parts.settings);
  const start = cursor === undefined ? undefined : decodeCursor(cursor, selection);
  const files = manifest.inOrder().filter((file) => filter.takesDay(file.day) !== 'none' && isAfter(file, start));
  const found = await collect({ files, filter, start, wanted: limit + 1 }, manifest, parts);
  const rows = found.slice(0, limit).map(({ cells }) => toRow(cells, filter.columns));
  const next = found[limit];
  return next === undefined ? { rows } : { rows, next: encodeCursor(next.place, selection) };
}

const isAfter = (file: FileRecord, start: Place | undefined): boolean =>
  start === undefined || file.day > start.day || (file.day === start.day && endOf(file) > start.row);

interface Found {
  readonly place: Place;
  readonly cells: readonly unknown[];
}

interface Reading {
  readonly files: readonly FileRecord[];
  readonly filter: Filter;
  readonly start: Place | undefined;
  readonly wanted: number;
}

const isBehind = (before: Place | undefined, place: Place): boolean =>
  before === undefined || before.day < place.day || (before.day === place.day && before.row < place.row);

/**
 * Opens as few files as hold enough rows, and more while a filter leaves too few. The engine keeps the order of files and
 * rows by itself; asked to sort, it would read all of them. That it did is checked on the way.
 */
async function collect(reading: Reading, manifest: Manifest, parts: DatasetParts): Promise<Found[]> {
  const { files, filter, start, wanted } = reading;
  const found: Found[] = [];
  for (let at = 0; at < files.length && found.length < wanted;) {
    const head = files[at]!;
    const skip = start !== undefined && head.day === start.day ? rowFrom(head, start.row) : 0;
    // Alone, the file that a cursor points into lets the engine pass over the row groups before it.
    const group = skip > 0 ? [head] : nextGroup(files, at, { wanted: wanted - found.length, storage: parts.storage });
    const conditions = skip > 0 ? [...filter.conditions, 'file_row_number >= $skip'] : filter.conditions;
    const rows = await onPinned(group, parts, (paths) => {
      const relation = relationOf({ files: group, paths }, manifest, parts.settings);
      const sql = `SELECT file_index::INTEGER, file_row_number::DOUBLE, ${filter.columns.map(cellOf).join(', ')}
        FROM ${relation} ${where(conditions)} LIMIT ${wanted - found.length}`;
      const values = skip > 0 ? { ...filter.values, skip } : filter.values;
      return parts.engine.use(parts.sqlTimeoutMs, (session) => session.run(sql, values));
    });
    for (const [index, row, ...cells] of rows) {
      const file = group[Number(index)]!;
      const place = { day: file.day, row: placeOf(file, Number(row)) };
      if (!isBehind(found.at(-1)?.place, place)) throw LakeErrors.ENGINE_FAILED({ class: 'Order Lost' });
      found.push({ place, cells });
    }
    at += group.length;
  }
  return found;
}

/** The next files that hold enough rows, and a few more, since opening one costs little and a query more. */
function nextGroup(
  files: readonly FileRecord[],
  at: number,
  { wanted, storage }: { readonly wanted: number; readonly storage: DatasetStorage },
): readonly FileRecord[] {
  let rows = 0;
  let bytes = 0;
  let end = at;
  while (end < files.length && end - at < MAX_FILES_A_QUERY) {
    const file = files[end]!;
    const isWanted = rows < wanted && bytes + file.bytes <= storage.pinnedBytes;
    const isSpare = end - at < SPARE_FILES && bytes + file.bytes <= storage.spareBytes;
    if (end > at && !isWanted && !isSpare) break;
    rows += file.rows;
    bytes += file.bytes;
    end += 1;
  }
  return files.slice(at, end);
}

const cellOf = ({ name, type }: Column): string =>
  type === 'timestamp' ? `${asRfc3339(identifier(name))} AS ${identifier(name)}` : identifier(name);

function toRow(cells: readonly unknown[], columns: readonly Column[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(columns.map(({ name }, index) => [name, toJson(cells[index])]));
}

const toJson = (cell: unknown): unknown => (typeof cell === 'bigint' ? Number(cell) : cell);
