import { MAX_ATTRIBUTE_LENGTH } from '@mesh/events';
import type { FieldError } from '@mesh/product';
import { ErasureErrors } from './erasure.errors.js';

/** Who is to be forgotten, where and why. */
export interface ErasureRequest {
  readonly subject: string;
  /** All domains unless it is given. */
  readonly domain?: string;
  readonly reason: string;
}

/** Which erasures somebody wants to see, among those that concern them. */
export interface ErasureQuery {
  readonly status?: 'running' | 'erased';
  /** At most 200; default 50. */
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
}

type Check = (value: unknown) => string | undefined;

const MOST_REASON = 500;
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One line that says something: control characters and changes of writing direction stay out of terminals and pages. */
const isReadable = (text: string): boolean =>
  /[\p{L}\p{N}]/u.test(text) && !/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(text);

const FIELDS: Readonly<Record<keyof ErasureRequest, Check>> = {
  subject: (value) =>
    typeof value === 'string' && value.length > 0 && value.length <= MAX_ATTRIBUTE_LENGTH && !value.includes('\0')
      ? undefined
      : `must be the identifier of a person, ${MAX_ATTRIBUTE_LENGTH} characters at most`,
  domain: (value) =>
    value === undefined || (typeof value === 'string' && /^[a-z][a-z0-9-]{0,99}$/.test(value))
      ? undefined
      : 'must be the name of a domain',
  reason: (value) =>
    typeof value === 'string' && value.length <= MOST_REASON && isReadable(value)
      ? undefined
      : `must be one readable line of ${MOST_REASON} characters at most, without personal data`,
};

/** Reads a request; raises ERASURE.REQUEST_INVALID, which never repeats what was sent. */
export function readErasureRequest(body: unknown): ErasureRequest {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid([{ pointer: '', rule: 'type', message: 'must be an object' }]);
  const given = body as Readonly<Record<string, unknown>>;
  const errors: FieldError[] = Object.entries(FIELDS).flatMap(([name, check]) => {
    const message = check(given[name]);
    return message === undefined ? [] : [{ pointer: `/${name}`, rule: 'format', message }];
  });
  if (Object.keys(given).some((name) => !Object.hasOwn(FIELDS, name)))
    errors.push({ pointer: '', rule: 'additionalProperties', message: 'there are fields that nobody knows' });
  if (errors.length > 0) throw invalid(errors);
  const { subject, domain, reason } = given as unknown as ErasureRequest;
  if (reason.includes(subject))
    throw invalid([{ pointer: '/reason', rule: 'personal', message: 'must not tell who is forgotten' }]);
  return { subject, reason: reason.trim(), ...(domain !== undefined && { domain }) };
}

/** Reads the parameters of a list; raises ERASURE.QUERY_INVALID. */
export function readErasureQuery(parameters: Readonly<Record<string, unknown>>): ErasureQuery {
  const { status, limit, cursor, ...unknown } = parameters;
  const errors: FieldError[] = [];
  const wrong = (pointer: string, message: string) => errors.push({ pointer, rule: 'format', message });
  if (Object.keys(unknown).length > 0) wrong('', 'knows status, limit and cursor');
  if (status !== undefined && status !== 'running' && status !== 'erased')
    wrong('/status', 'must be running or erased');
  const count =
    limit === undefined ? DEFAULT_LIMIT : typeof limit === 'string' && /^\d{1,3}$/.test(limit) ? Number(limit) : 0;
  if (count < 1 || count > MAX_LIMIT) wrong('/limit', `must be 1 to ${MAX_LIMIT}`);
  if (cursor !== undefined && !(typeof cursor === 'string' && UUID.test(cursor)))
    wrong('/cursor', 'must be the "nextCursor" of an earlier answer');
  if (errors.length > 0) throw ErasureErrors.QUERY_INVALID({ errors });
  return {
    limit: count,
    ...(status !== undefined && { status: status as 'running' | 'erased' }),
    ...(cursor !== undefined && { cursor: cursor as string }),
  };
}

const invalid = (errors: readonly FieldError[]): Error => ErasureErrors.REQUEST_INVALID({ errors });
