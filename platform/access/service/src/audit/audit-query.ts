import type { FieldError } from '@mesh/product';
import { AuditErrors } from './audit.errors.js';

/** What an auditor asks: each given part narrows the answer. */
export interface AuditQuery {
  readonly caller?: string;
  readonly port?: string;
  readonly purpose?: string;
  readonly permitted?: boolean;
  /** RFC 3339, inclusive. */
  readonly from?: string;
  /** RFC 3339, exclusive. */
  readonly to?: string;
  readonly traceId?: string;
  /** At most 500; default 100. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly cursor?: string;
}

type Reader = (value: string) => string | number | boolean | undefined;

const MAX_LIMIT = 500;
const text: Reader = (value) => (value.length <= 200 && !value.includes('\0') ? value : undefined);
const instant: Reader = (value) =>
  /^\d{4}-\d{2}-\d{2}(T|$)/.test(value) && !Number.isNaN(Date.parse(value)) ? new Date(value).toISOString() : undefined;

const READERS: Readonly<Record<keyof AuditQuery, readonly [Reader, string]>> = {
  caller: [text, 'is a text of at most 200 characters'],
  port: [text, 'is a text of at most 200 characters'],
  purpose: [text, 'is a text of at most 200 characters'],
  permitted: [(value) => ({ true: true, false: false })[value], 'is true or false'],
  from: [instant, 'is an RFC 3339 date or time'],
  to: [instant, 'is an RFC 3339 date or time'],
  traceId: [(value) => (/^[0-9a-f]{32}$/.test(value) ? value : undefined), 'is 32 hexadecimal digits'],
  limit: [
    (value) => (/^[1-9]\d{0,2}$/.test(value) && Number(value) <= MAX_LIMIT ? Number(value) : undefined),
    'is 1 to 500',
  ],
  cursor: [text, 'is the "nextCursor" of an earlier answer'],
};

/** Reads the parameters of a request; raises AUDIT.QUERY_INVALID with the names of those that are wrong or unknown. */
export function readAuditQuery(parameters: Readonly<Record<string, unknown>>): AuditQuery {
  const errors: FieldError[] = [];
  const query: Record<string, string | number | boolean> = {};
  for (const [name, given] of Object.entries(parameters)) {
    if (!Object.hasOwn(READERS, name)) {
      // The name came from outside too, so it is not repeated.
      errors.push({ pointer: '', rule: 'unknown', message: `knows ${Object.keys(READERS).join(', ')}` });
      continue;
    }
    const [read, message] = READERS[name as keyof AuditQuery];
    const value = typeof given === 'string' ? read(given) : undefined;
    if (value === undefined) errors.push({ pointer: `/${name}`, rule: 'format', message });
    else query[name] = value;
  }
  if (errors.length > 0) throw AuditErrors.QUERY_INVALID({ errors: errors.slice(0, 10) });
  return query as AuditQuery;
}
