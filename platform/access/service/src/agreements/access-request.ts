import { Ajv, type ValidateFunction } from 'ajv';
import { PURPOSES, type Purpose } from '@mesh/access';
import { isInstant, type FieldError } from '@mesh/product';
import { AgreementErrors } from './agreement.errors.js';

const DAY_MS = 86_400_000;
/** A year by the calendar of whoever asks. */
const LONGEST_MS = 367 * DAY_MS;
/** Whoever says "from today" means midnight, somewhere on earth. */
const EARLIEST_MS = DAY_MS;

/** The parts of a request for access that are taken over as they are. */
interface Asked {
  readonly product: string;
  readonly port: string;
  readonly purpose: Purpose;
  /** Read by owners and auditors: no personal data in it. */
  readonly reason: string;
}

/** What a consumer asks for. */
export interface AskedAccess extends Asked {
  readonly from: Date;
  readonly until: Date;
}

/** The answer of an owner who grants. */
export interface GrantAnswer {
  readonly reason: string;
  /** Said expressly, or nothing personal is shown. */
  readonly reveals?: readonly 'phi'[] | null;
}

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
ajv.addFormat('instant', { type: 'string', validate: isInstant });
ajv.addFormat('readable', { type: 'string', validate: isReadable });

const reason = { type: 'string', maxLength: 500, format: 'readable' };

const checkAsked = ajv.compile({
  type: 'object',
  additionalProperties: false,
  required: ['product', 'port', 'purpose', 'until', 'reason'],
  properties: {
    product: { type: 'string', pattern: '^[a-z0-9-]{1,100}\\.[a-z0-9-]{1,100}$' },
    port: { type: 'string', pattern: '^[A-Za-z][\\w-]{0,99}$' },
    purpose: { enum: Object.keys(PURPOSES) },
    from: { type: ['string', 'null'], format: 'instant' },
    until: { type: 'string', format: 'instant' },
    reason,
  },
});

const checkReason = ajv.compile({
  type: 'object',
  additionalProperties: false,
  required: ['reason'],
  properties: { reason },
});

const checkGrant = ajv.compile({
  type: 'object',
  additionalProperties: false,
  required: ['reason'],
  properties: { reason, reveals: { type: ['array', 'null'], maxItems: 1, items: { enum: ['phi'] } } },
});

/** Reads why something is refused or withdrawn; raises AGREEMENT.REQUEST_INVALID. */
export const readReason = (body: unknown): string => trimmed(checked<{ reason: string }>(checkReason, body)).reason;

/** Reads the answer of an owner who grants; raises AGREEMENT.REQUEST_INVALID. */
export const readGrant = (body: unknown): GrantAnswer => trimmed(checked<GrantAnswer>(checkGrant, body));

/** Reads what a consumer asks for at a time; raises AGREEMENT.REQUEST_INVALID. Whether product and port exist is asked elsewhere. */
export function readRequest(body: unknown, now: Date): AskedAccess {
  const {
    from: begin,
    until: end,
    ...asked
  } = checked<Asked & { from?: string | null; until: string }>(checkAsked, body);
  const from = begin === undefined || begin === null ? now : new Date(begin);
  const until = new Date(end);
  const errors: FieldError[] = [];
  const wrong = (pointer: string, message: string) => errors.push({ pointer, rule: 'time', message });
  if (from.getTime() < now.getTime() - EARLIEST_MS) wrong('/from', 'must not lie in the past');
  if (until <= now) wrong('/until', 'must lie in the future');
  else if (until <= from) wrong('/until', 'must come after from');
  else if (until.getTime() > now.getTime() + LONGEST_MS) wrong('/until', 'must be within a year');
  if (errors.length > 0) throw AgreementErrors.REQUEST_INVALID({ errors });
  return { ...trimmed(asked), from, until };
}

const trimmed = <Body extends { readonly reason: string }>(body: Body): Body => ({
  ...body,
  reason: body.reason.trim(),
});

/** One line that says something: control characters and changes of writing direction stay out of terminals and pages. */
function isReadable(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && !/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(text);
}

function checked<Body>(check: ValidateFunction, body: unknown): Body {
  if (check(body)) return body as Body;
  const errors = (check.errors ?? []).slice(0, 20).map(({ instancePath, keyword, params }): FieldError => {
    const { missingProperty } = params as { missingProperty?: string };
    // Names of unknown fields came from outside and are not repeated.
    const pointer = missingProperty === undefined ? instancePath : `${instancePath}/${missingProperty}`;
    return {
      pointer,
      rule: keyword,
      message: MESSAGES[`${keyword} ${pointer}`] ?? MESSAGES[keyword] ?? 'is not understood',
    };
  });
  throw AgreementErrors.REQUEST_INVALID({ errors });
}

const INSTANT = 'must be an RFC 3339 time with an offset, such as 2026-12-31T00:00:00Z';

const MESSAGES: Readonly<Record<string, string>> = {
  required: 'is missing',
  additionalProperties: 'there are fields that nobody knows',
  'pattern /product': 'must be <domain>.<product>',
  'pattern /port': 'must be the name of a port',
  'enum /purpose': `must be one of ${Object.keys(PURPOSES).join(', ')}`,
  'format /from': INSTANT,
  'format /until': INSTANT,
  'format /reason': 'must be one readable line, without personal data',
  'maxLength /reason': 'must have 500 characters at most',
};
