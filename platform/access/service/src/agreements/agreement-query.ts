import type { AgreementStatus } from '@mesh/access';
import type { FieldError } from '@mesh/product';
import { AgreementErrors } from './agreement.errors.js';

/** Which agreements somebody wants to see, among those that concern them. */
export interface AgreementQuery {
  /** Those that the caller asked for, or those of products that the caller owns. */
  readonly role?: 'asked' | 'owned';
  readonly status?: AgreementStatus;
  readonly product?: string;
  /** At most 200; default 50. */
  readonly limit?: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
}

const MAX_LIMIT = 200;
const oneOf =
  (...values: readonly string[]) =>
  (text: string): string | undefined =>
    values.find((value) => value === text);
const matching =
  (pattern: RegExp) =>
  (text: string): string | undefined =>
    pattern.test(text) ? text : undefined;

const READERS: Readonly<
  Record<keyof AgreementQuery, readonly [(text: string) => string | number | undefined, string]>
> = {
  role: [oneOf('asked', 'owned'), 'must be asked or owned'],
  status: [
    oneOf('requested', 'granted', 'refused', 'withdrawn', 'expired'),
    'must be requested, granted, refused, withdrawn or expired',
  ],
  product: [matching(/^[a-z0-9-]{1,100}\.[a-z0-9-]{1,100}$/), 'must be <domain>.<product>'],
  limit: [
    (text) => (/^[1-9]\d{0,2}$/.test(text) && Number(text) <= MAX_LIMIT ? Number(text) : undefined),
    `must be 1 to ${MAX_LIMIT}`,
  ],
  cursor: [matching(/^[0-9a-f-]{36}$/), 'must be the "nextCursor" of an earlier answer'],
};

/** Reads the parameters of a request; raises AGREEMENT.QUERY_INVALID with the names of those that are wrong. */
export function readAgreementQuery(parameters: Readonly<Record<string, unknown>>): AgreementQuery {
  const errors: FieldError[] = [];
  const query: Record<string, string | number> = {};
  for (const [name, given] of Object.entries(parameters)) {
    if (!Object.hasOwn(READERS, name)) {
      errors.push({ pointer: '', rule: 'unknown', message: `knows ${Object.keys(READERS).join(', ')}` });
      continue;
    }
    const [read, message] = READERS[name as keyof AgreementQuery];
    const value = typeof given === 'string' ? read(given) : undefined;
    if (value === undefined) errors.push({ pointer: `/${name}`, rule: 'format', message });
    else query[name] = value;
  }
  if (errors.length > 0) throw AgreementErrors.QUERY_INVALID({ errors: errors.slice(0, 10) });
  return query as AgreementQuery;
}
