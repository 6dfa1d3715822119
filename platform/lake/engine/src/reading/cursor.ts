import { createHash } from 'node:crypto';
import { LakeErrors, type Selection } from '@mesh/lake';

/** Where the next page begins: a place among all rows of a day, which neither landing nor compaction changes. */
export interface Place {
  readonly day: string;
  readonly row: number;
}

/** The place as an opaque text that fits only this selection. */
export function encodeCursor({ day, row }: Place, selection: Selection): string {
  return Buffer.from(JSON.stringify([day, row, digest(selection)])).toString('base64url');
}

/** The place of a cursor. */
export function decodeCursor(cursor: string, selection: Selection): Place {
  const [day, row, of] = parse(cursor);
  const isPlace = typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) && Number.isSafeInteger(row);
  if (!isPlace || Number(row) < 0 || of !== digest(selection)) throw LakeErrors.CURSOR_INVALID();
  return { day, row: Number(row) };
}

function parse(cursor: string): readonly unknown[] {
  if (cursor.length > 256) throw LakeErrors.CURSOR_INVALID();
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    throw LakeErrors.CURSOR_INVALID();
  }
}

function digest({ columns, from, to, equals }: Selection): string {
  const exact = Object.entries(equals ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([columns ?? null, from ?? null, to ?? null, exact]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
