import { checkedQuery, PARAMETERS, type ParameterRule } from '../checked-query.js';
import { FILTERS, FRESHNESS, LIFECYCLES, type Filter } from './facets.js';

/** The values of the filters that were given. */
export type Filters = { readonly [Name in Filter]?: string };

/** A question to the catalog, checked. */
export interface CatalogQuery extends Filters {
  readonly q?: string;
  readonly limit: number;
  readonly cursor?: string;
}

const DEFAULT_LIMIT = 50;
const MAX_Q_CHARACTERS = 200;

const isName = (value: string) => /^[\w.-]{1,100}$/.test(value);
const oneOf = (values: readonly string[]): ParameterRule => ({
  rule: 'enum',
  message: `is one of ${values.join(', ')}`,
  holds: (value) => values.includes(value),
});

const RULES: Readonly<Record<string, ParameterRule>> = {
  q: {
    rule: 'text',
    message: `is text of 1 to ${MAX_Q_CHARACTERS} characters`,
    // PostgreSQL has no text with NUL in it.
    holds: (value) => value.trim() !== '' && value.length <= MAX_Q_CHARACTERS && !value.includes('\0'),
  },
  domain: { rule: 'name', message: 'is the name of a domain', holds: isName },
  tag: {
    rule: 'name',
    message: 'is one tag',
    holds: (value) => value !== '' && value.length <= 100 && !value.includes('\0'),
  },
  port: { rule: 'name', message: 'is the name of a port, or rest, event or dataset', holds: isName },
  sensitivity: { rule: 'name', message: 'is a level of sensitivity', holds: isName },
  owner: { rule: 'name', message: 'is the name of a team', holds: isName },
  freshness: oneOf(Object.keys(FRESHNESS)),
  lifecycle: oneOf(LIFECYCLES),
  limit: PARAMETERS.limit,
  cursor: PARAMETERS.cursor,
};

/** Checks the parameters that are `allowed`; throws CATALOG.QUERY_INVALID naming each bad one. */
export function parseCatalogQuery(
  query: Readonly<Record<string, unknown>>,
  allowed: readonly string[],
  { limit = DEFAULT_LIMIT, required = [] }: { limit?: number; required?: readonly string[] } = {},
): CatalogQuery {
  const rules = Object.fromEntries(allowed.map((name) => [name, RULES[name]!]));
  const { limit: given, ...words } = checkedQuery(query, rules, required);
  return { ...words, limit: given === undefined ? limit : Number(given) };
}

/** What a search may be asked. */
export const SEARCH_PARAMETERS: readonly string[] = ['q', ...FILTERS, 'limit', 'cursor'];

/** An opaque cursor of what the next page begins after. */
export const cursorOf = (after: string): string => Buffer.from(after).toString('base64url');

/** What a cursor says. */
export const afterCursor = (cursor: string | undefined): string | undefined =>
  cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString('utf8');
