import type { VerifiedToken } from '@mesh/access';
import type { JWTPayload } from 'jose';

const MAX_ROLES = 64;

/** A role by which an issuer without claims of its own registers a purpose: `purpose:TREAT`. */
const PURPOSE_ROLE = 'purpose:';

/**
 * Reads the caller from verified claims: `roles` as an array (Microsoft Entra ID) or text parted by spaces,
 * `purpose_of_use`, and the registered `purposes`, in either form or as roles `purpose:<code>`.
 */
export function tokenOf(claims: JWTPayload): VerifiedToken | undefined {
  const { sub, exp, roles, purpose_of_use: purpose } = claims;
  if (typeof sub !== 'string' || sub === '' || exp === undefined) return undefined;
  const named = textsOf(roles);
  if (named === undefined) return undefined;
  const registered = [
    ...named.filter((role) => role.startsWith(PURPOSE_ROLE)).map((role) => role.slice(PURPOSE_ROLE.length)),
    // A claim that cannot be read registers nothing.
    ...(textsOf(claims['purposes']) ?? []),
  ];
  return Object.freeze({
    subject: sub,
    roles: Object.freeze([...new Set(named)]),
    expiresAt: exp,
    ...(typeof purpose === 'string' && { purpose }),
    ...(registered.length > 0 && { purposes: Object.freeze([...new Set(registered)]) }),
  });
}

function textsOf(claim: unknown): readonly string[] | undefined {
  const texts: unknown = typeof claim === 'string' ? claim.split(' ').filter((text) => text !== '') : (claim ?? []);
  const isRead = Array.isArray(texts) && texts.length <= MAX_ROLES && texts.every((text) => typeof text === 'string');
  return isRead ? (texts as string[]) : undefined;
}
