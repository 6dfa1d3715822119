import { createHash } from 'node:crypto';

import type { RequestFields } from '../http/request-fields.js';
import { invalid } from '../mlflow.errors.js';

/** A part of an answer: so many from there on. */
export interface Page {
  readonly limit: number;
  readonly offset: number;
  /** The token of the part after this one. */
  readonly tokenAfter: string;
}

const DEEPEST = 10_000_000;

/**
 * Reads `max_results` and `page_token`. A token belongs to the question that it was given for (`question` is whatever
 * makes that question): with another it is refused, as it would skip what was never shown.
 */
export function pageOf(
  fields: RequestFields,
  { most, usual, question }: { readonly most: number; readonly usual: number; readonly question: unknown },
): Page {
  const limit = fields.optionalWhole('max_results', { min: 1, max: most }) ?? usual;
  const mark = createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 12);
  const token = fields.optionalText('page_token', { max: 200 });
  const offset = token === undefined || token === '' ? 0 : offsetOf(token, mark);
  return { limit, offset, tokenAfter: Buffer.from(`${offset + limit}.${mark}`).toString('base64url') };
}

function offsetOf(token: string, mark: string): number {
  const [, offset, own] = /^(\d{1,8})\.([\w-]{12})$/.exec(Buffer.from(token, 'base64url').toString('latin1')) ?? [];
  if (own !== mark || Number(offset) > DEEPEST) throw invalid('Invalid page token, or one of another search.');
  return Number(offset);
}

/** The rows of the page out of one more than it holds, and the token if there is more. */
export function cut<Row>(
  rows: readonly Row[],
  { limit, tokenAfter }: Page,
): { readonly rows: readonly Row[]; readonly next: { readonly next_page_token?: string } } {
  return { rows: rows.slice(0, limit), next: rows.length > limit ? { next_page_token: tokenAfter } : {} };
}
