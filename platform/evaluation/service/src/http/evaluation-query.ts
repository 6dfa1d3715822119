import type { FieldError } from '@mesh/product';

import { WatchErrors } from '../evaluation.errors.js';

/** A page of a list, the newest first. */
export interface EvaluationPage {
  readonly limit: number;
  /** Where the page begins: the nextCursor of the one before. */
  readonly cursor?: string;
}

const DEFAULT_LIMIT = 50;

/** Reads `limit` (1 to 200) and `cursor`, which has the given form; throws WATCH.QUERY_INVALID. */
export function evaluationPage(
  { limit, cursor, ...unknown }: Readonly<Record<string, unknown>>,
  form: RegExp,
): EvaluationPage {
  const isLimit = typeof limit === 'string' && /^([1-9]\d?|1\d\d|200)$/.test(limit);
  const isCursor = typeof cursor === 'string' && form.test(cursor);
  const wrong = (pointer: string, message: string): FieldError => ({ pointer, rule: 'query', message });
  const errors = [
    ...(limit === undefined || isLimit ? [] : [wrong('/limit', 'is 1 to 200')]),
    ...(cursor === undefined || isCursor ? [] : [wrong('/cursor', 'is the nextCursor of an earlier answer')]),
    ...(Object.keys(unknown).length === 0 ? [] : [wrong('', 'knows limit and cursor')]),
  ];
  if (errors.length > 0) throw WatchErrors.QUERY_INVALID({ errors });
  return { limit: isLimit ? Number(limit) : DEFAULT_LIMIT, ...(isCursor && { cursor }) };
}
