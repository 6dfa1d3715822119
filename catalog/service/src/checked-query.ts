import { isInstant, type FieldError } from '@mesh/product';

import { CatalogErrors } from './catalog.errors.js';

/** What a parameter of a question must be. */
export interface ParameterRule {
  readonly rule: string;
  readonly message: string;
  readonly holds: (value: string) => boolean;
}

/** An offset can push a time into the year 0 or 10000, which PostgreSQL writes otherwise than JavaScript. */
const hasFourDigitYear = (time: Date): boolean => time.getUTCFullYear() >= 1 && time.getUTCFullYear() <= 9_999;

/** Rules of the parameters that several routes share. */
export const PARAMETERS = {
  limit: {
    rule: 'range',
    message: 'is a whole number from 1 to 100',
    holds: (value) => /^[1-9]\d?$|^100$/.test(value),
  },
  cursor: {
    rule: 'cursor',
    message: 'is a cursor of an earlier answer',
    // PostgreSQL has no text with NUL in it.
    holds: (value) => /^[\w-]{1,300}$/.test(value) && !Buffer.from(value, 'base64url').includes(0),
  },
  product: { rule: 'name', message: 'is the id of a product', holds: (value) => /^[\w.-]{1,200}$/.test(value) },
  version: { rule: 'version', message: 'is a semantic version', holds: (value) => /^[\w.+-]{1,100}$/.test(value) },
  sha256: { rule: 'hash', message: 'is a SHA-256 in hex', holds: (value) => /^[0-9a-f]{64}$/.test(value) },
  since: {
    rule: 'instant',
    message: 'is a time, RFC 3339',
    holds: (value) => isInstant(value.toUpperCase()) && hasFourDigitYear(new Date(value.toUpperCase())),
  },
} as const satisfies Readonly<Record<string, ParameterRule>>;

/** The parameters of a question; throws CATALOG.QUERY_INVALID naming each that is wrong, unknown or, if `needed`, missing. */
export function checkedQuery<Name extends string>(
  query: Readonly<Record<string, unknown>>,
  rules: Readonly<Record<Name, ParameterRule>>,
  needed: readonly NoInfer<Name>[] = [],
): Readonly<Partial<Record<Name, string>>> {
  const known = new Map<string, ParameterRule>(Object.entries(rules));
  const errors = Object.entries(query).flatMap(([name, value]) => errorOf(name, value, known));
  for (const name of needed) if (query[name] === undefined) errors.push(errorAt(name, rules[name]));
  if (errors.length > 0) throw CatalogErrors.QUERY_INVALID({ errors });
  return query as Partial<Record<Name, string>>;
}

function errorOf(name: string, value: unknown, known: ReadonlyMap<string, ParameterRule>): FieldError[] {
  const rule = known.get(name);
  // The name of an unknown parameter came from outside and stays there.
  if (rule === undefined)
    return [{ pointer: '', rule: 'unknown', message: `knows only ${[...known.keys()].join(', ')}` }];
  return typeof value === 'string' && rule.holds(value) ? [] : [errorAt(name, rule)];
}

const errorAt = (name: string, { rule, message }: ParameterRule): FieldError => ({
  pointer: `/${name}`,
  rule,
  message,
});
