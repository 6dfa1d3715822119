import { AuditErrors } from './audit.errors.js';

/** The place of one decision in the record: its group and its number within. */
export interface AuditPlace {
  readonly at: string;
  readonly eventId: string;
  readonly place: number;
  /** From 1. */
  readonly number: number;
}

/** Writes a place as an opaque text. */
export function cursorOf({ at, eventId, place, number }: AuditPlace): string {
  return Buffer.from(JSON.stringify([at, place, number, eventId])).toString('base64url');
}

/** Reads what `cursorOf` wrote; raises AUDIT.QUERY_INVALID for anything else. */
export function placeOf(cursor: string): AuditPlace {
  try {
    const [at, place, number, eventId] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    const numbers = [place, number].every((value) => Number.isInteger(value) && Math.abs(value as number) < 2 ** 31);
    if (typeof at === 'string' && typeof eventId === 'string' && numbers && new Date(at).toISOString() === at) {
      return { at, place: place as number, number: number as number, eventId };
    }
  } catch {
    // Falls through: whatever is wrong with it, it is no cursor.
  }
  const message = 'is the "nextCursor" of an earlier answer';
  throw AuditErrors.QUERY_INVALID({ errors: [{ pointer: '/cursor', rule: 'format', message }] });
}
