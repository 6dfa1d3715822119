import type { FieldError } from '@mesh/product';

import { CatalogErrors } from './catalog.errors.js';

/** A question to the catalog, checked. */
export interface CatalogQuery {
  readonly q?: string;
  readonly domain?: string;
  readonly tag?: string;
  /** The name of a port or its kind: rest, event, dataset. */
  readonly port?: string;
  readonly limit: number;
  readonly cursor?: string;
}

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;
const MAX_Q_CHARACTERS = 200;

const isWord = (value: string) => /^[\w.-]{1,100}$/.test(value);

const RULES: Readonly<
  Record<string, { readonly rule: string; readonly message: string; readonly holds: (value: string) => boolean }>
> = {
  q: {
    rule: 'text',
    message: `is text of 1 to ${MAX_Q_CHARACTERS} characters`,
    // PostgreSQL has no text with NUL in it.
    holds: (value) => value.trim() !== '' && value.length <= MAX_Q_CHARACTERS && !value.includes('\0'),
  },
  domain: { rule: 'name', message: 'is the name of a domain', holds: isWord },
  tag: {
    rule: 'name',
    message: 'is one tag',
    holds: (value) => value !== '' && value.length <= 100 && !value.includes('\0'),
  },
  port: { rule: 'name', message: 'is the name of a port, or rest, event or dataset', holds: isWord },
  limit: {
    rule: 'range',
    message: `is a whole number from 1 to ${MAX_LIMIT}`,
    holds: (value) => /^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= MAX_LIMIT,
  },
  cursor: {
    rule: 'cursor',
    message: 'is a cursor of an earlier answer',
    holds: (value) => /^[\w-]{1,300}$/.test(value),
  },
};

/** Checks the parameters that are `allowed`; throws CATALOG.QUERY_INVALID naming each bad one. */
export function parseCatalogQuery(query: Readonly<Record<string, unknown>>, allowed: readonly string[]): CatalogQuery {
  const errors = Object.entries(query).flatMap(([name, value]) => errorOf(name, value, allowed));
  if (allowed.includes('q') && query['q'] === undefined) errors.push(errorAt('q'));
  if (errors.length > 0) throw CatalogErrors.QUERY_INVALID({ errors });
  const { limit, ...words } = query as Record<string, string>;
  return { ...words, limit: limit === undefined ? DEFAULT_LIMIT : Number(limit) };
}

function errorOf(name: string, value: unknown, allowed: readonly string[]): FieldError[] {
  const rule = allowed.includes(name) ? RULES[name] : undefined;
  // The name of an unknown parameter came from outside and stays there.
  if (rule === undefined) return [{ pointer: '', rule: 'unknown', message: `knows only ${allowed.join(', ')}` }];
  return typeof value === 'string' && rule.holds(value) ? [] : [errorAt(name)];
}

function errorAt(name: string): FieldError {
  const { rule, message } = RULES[name]!;
  return { pointer: `/${name}`, rule, message };
}

/** An opaque cursor of what the next page begins after. */
export const cursorOf = (after: string): string => Buffer.from(after).toString('base64url');

/** What a cursor says. */
export const afterCursor = (cursor: string | undefined): string | undefined =>
  cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString('utf8');
