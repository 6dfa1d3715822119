import { AccessErrors } from './access.errors.js';
import type { VerifiedToken } from './token-verifier.js';

/** Why data is used: HL7 v3 PurposeOfUse codes. */
export type Purpose = 'TREAT' | 'ETREAT' | 'HRESCH' | 'PUBHLTH' | 'HOPERAT' | 'HQUALIMP' | 'PATRQT' | 'HSYSADMIN';

/** The purposes the mesh knows, with their names in HL7 v3 PurposeOfUse (2.16.840.1.113883.1.11.20448). */
export const PURPOSES: Readonly<Record<Purpose, string>> = Object.freeze({
  TREAT: 'treatment',
  ETREAT: 'emergency treatment',
  HRESCH: 'healthcare research',
  PUBHLTH: 'public health',
  HOPERAT: 'healthcare operations',
  HQUALIMP: 'health quality improvement',
  PATRQT: 'patient requested',
  HSYSADMIN: 'health system administration',
});

/** Who calls, as a verified token says. */
export interface Caller {
  readonly id: string;
  readonly roles: readonly string[];
  /** The purpose named by the request or, without one, by the token. */
  readonly purpose?: Purpose;
  /** The purpose stands in the request alone: the issuer has not registered the caller for it, so only an agreement opens a port. */
  readonly unregistered?: true;
}

/** Whether a text is the code of a purpose that the mesh knows. */
export function isPurpose(code: string): code is Purpose {
  return Object.hasOwn(PURPOSES, code);
}

const callers = new WeakMap<VerifiedToken, Map<string, Caller>>();

/**
 * The caller that a token stands for, acting for the purpose that the request names or else the token's; the same object
 * for the same token and purpose. One that is neither the token's nor among those registered is marked. A named purpose
 * that is no code of {@link PURPOSES} raises ACCESS.PURPOSE_UNKNOWN; a token's is left out, so that policy denies.
 */
export function toCaller(token: VerifiedToken, named?: string): Caller {
  if (named !== undefined && !isPurpose(named)) throw AccessErrors.PURPOSE_UNKNOWN();
  const code = named ?? token.purpose ?? '';
  const known = callers.get(token)?.get(code);
  if (known !== undefined) return known;
  const purpose = isPurpose(code) ? { purpose: code } : {};
  const isRegistered = named === undefined || named === token.purpose || token.purposes?.includes(named) === true;
  const caller: Caller = Object.freeze({
    id: token.subject,
    roles: token.roles,
    ...purpose,
    ...(!isRegistered && { unregistered: true as const }),
  });
  const remembered = callers.get(token) ?? new Map<string, Caller>();
  callers.set(token, remembered.set(code, caller));
  return caller;
}
