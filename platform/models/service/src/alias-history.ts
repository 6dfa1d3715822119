import type { Database } from '@mesh/database';
import type { Alias } from '@mesh/models';
import type { FieldError } from '@mesh/product';

import { ModelsErrors } from './models.errors.js';

/** A page of alias moves. */
export interface MovesQuery {
  readonly limit: number;
  /** Number of the move after which the page begins. */
  readonly cursor?: number;
}

/** When an alias was moved, where to, and by whom. */
export interface PastMove {
  readonly alias: Alias;
  /** Absent when no version was left to serve. */
  readonly version?: string;
  readonly previous?: string;
  readonly by: string;
  readonly at: string;
}

interface Row {
  readonly id: string | number;
  readonly alias: Alias;
  readonly number: number | null;
  readonly previous: number | null;
  readonly moved_by: string;
  readonly moved_at: Date | string;
}

const DEFAULT_LIMIT = 20;

/** Reads `limit` (1 to 100) and `cursor`; throws MODELS.QUERY_INVALID. */
export function movesQuery({ limit, cursor, ...unknown }: Readonly<Record<string, unknown>>): MovesQuery {
  const isLimit = typeof limit === 'string' && /^([1-9]\d?|100)$/.test(limit);
  const isCursor = typeof cursor === 'string' && /^\d{1,15}$/.test(cursor);
  const wrong = (pointer: string, message: string): FieldError => ({ pointer, rule: 'query', message });
  const errors = [
    ...(limit === undefined || isLimit ? [] : [wrong('/limit', 'is 1 to 100')]),
    ...(cursor === undefined || isCursor ? [] : [wrong('/cursor', 'is the nextCursor of an earlier answer')]),
    ...(Object.keys(unknown).length === 0 ? [] : [wrong('', 'knows limit and cursor')]),
  ];
  if (errors.length > 0) throw ModelsErrors.QUERY_INVALID({ errors });
  return { limit: isLimit ? Number(limit) : DEFAULT_LIMIT, ...(isCursor && { cursor: Number(cursor) }) };
}

/** The moves of a model's aliases, the newest first. */
export async function movesOf(
  database: Database,
  model: string,
  { limit, cursor }: MovesQuery,
): Promise<{ moves: readonly PastMove[]; nextCursor?: string }> {
  const rows = await database.query<Row>(
    `SELECT id, alias, number, previous, moved_by, moved_at FROM models.alias_move
     WHERE model = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [model, cursor ?? null, limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { moves: page.map(pastMove), ...(rows.length > limit && last && { nextCursor: String(last.id) }) };
}

const pastMove = ({ alias, number, previous, moved_by, moved_at }: Row): PastMove => ({
  alias,
  ...(number !== null && { version: String(number) }),
  ...(previous !== null && { previous: String(previous) }),
  by: moved_by,
  at: new Date(moved_at).toISOString(),
});
