import type { VerifiedToken } from '@mesh/access';
import type { JWTPayload } from 'jose';

const MAX_ROLES = 64;

/** Reads the caller from verified claims: `roles` as an array (Microsoft Entra ID) or text parted by spaces, `purpose_of_use`. */
export function tokenOf(claims: JWTPayload): VerifiedToken | undefined {
  const { sub, exp, roles, purpose_of_use: purpose } = claims;
  if (typeof sub !== 'string' || sub === '' || exp === undefined) return undefined;
  const named = typeof roles === 'string' ? roles.split(' ').filter((role) => role !== '') : (roles ?? []);
  if (!Array.isArray(named) || named.length > MAX_ROLES || !named.every((role) => typeof role === 'string'))
    return undefined;
  const token = { subject: sub, roles: Object.freeze([...new Set<string>(named)]), expiresAt: exp };
  return Object.freeze(typeof purpose === 'string' ? { ...token, purpose } : token);
}
