import { DeadLetterErrors } from './dead-letter.errors.js';

/** Which letters a step is about: those named, or all that there are when it begins. */
export type LettersAsked = { readonly ids: readonly string[] } | { readonly all: true };

/** A part of the list of letters, from the oldest on. */
export interface ListAsked {
  readonly skip: number;
  readonly limit: number;
}

const MOST_IDS = 1_000;
const LONGEST_ID = 1_024;
const DEFAULT_LIMIT = 100;
const MOST_LISTED = 1_000;
/** The log tells no more of a group. */
export const MOST_READ = 10_000;

/** Reads the body of a step; raises DEAD_LETTER.REQUEST_INVALID. */
export function readLetters(body: unknown): LettersAsked {
  const { ids, all, ...rest } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  if (Object.keys(rest).length > 0) throw wrong('', 'unknown', 'there are fields that nobody knows');
  if (all === true && ids === undefined) return { all };
  const isList = Array.isArray(ids) && ids.length > 0 && ids.length <= MOST_IDS;
  if (
    all !== undefined ||
    !isList ||
    !ids.every((id) => typeof id === 'string' && id !== '' && id.length <= LONGEST_ID)
  )
    throw wrong('/ids', 'ids', `must be 1 to ${MOST_IDS} ids, unless all is true`);
  return { ids: [...new Set(ids as string[])] };
}

/** Reads which part of a list is asked for; raises DEAD_LETTER.REQUEST_INVALID. */
export function readList({ limit, cursor }: Readonly<Record<string, unknown>>): ListAsked {
  const asked = limit === undefined ? DEFAULT_LIMIT : whole(limit);
  const skip = cursor === undefined ? 0 : whole(cursor);
  if (asked === undefined || asked < 1 || asked > MOST_LISTED)
    throw wrong('/limit', 'range', `must be 1 to ${MOST_LISTED}`);
  if (skip === undefined || skip >= MOST_READ)
    throw wrong('/cursor', 'format', 'must be the "nextCursor" of an earlier answer');
  return { skip, limit: Math.min(asked, MOST_READ - skip) };
}

const whole = (text: unknown): number | undefined =>
  typeof text === 'string' && /^\d{1,5}$/.test(text) ? Number(text) : undefined;

const wrong = (pointer: string, rule: string, message: string): Error =>
  DeadLetterErrors.REQUEST_INVALID({ errors: [{ pointer, rule, message }] });
