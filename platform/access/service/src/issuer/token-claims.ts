import type { Purpose } from '@mesh/access';
import type { KoaContextWithOIDC, UnknownObject } from 'oidc-provider';
import type { Credential } from './credentials.js';

/** How a token request asks for another purpose: a form field of its own, or a scope `purpose_of_use:<code>`. */
export const PURPOSE_PARAMETER = 'purpose_of_use';

/** Refuses a purpose that the client is not registered for. */
export type Refuse = (description: string) => Error;

/** The claims that say what the client may do: its roles, and the purpose it asks for or else its first. */
export function claimsFor(
  credential: Credential | undefined,
  context: KoaContextWithOIDC,
  refuse: Refuse,
): UnknownObject {
  if (credential === undefined) throw refuse('the client has no registered roles');
  const asked = askedPurpose(context);
  const purpose = asked === undefined ? credential.purposes[0] : registered(credential.purposes, asked);
  if (purpose === undefined) throw refuse('the client is not registered for this purpose of use');
  return { roles: credential.roles, [PURPOSE_PARAMETER]: purpose };
}

function registered(purposes: readonly Purpose[], asked: unknown): Purpose | undefined {
  return purposes.find((purpose) => purpose === asked);
}

function askedPurpose({ oidc }: KoaContextWithOIDC): unknown {
  const field = (oidc.body as UnknownObject | undefined)?.[PURPOSE_PARAMETER];
  if (field !== undefined) return field;
  const scope = oidc.params?.scope;
  const named =
    typeof scope === 'string' ? scope.split(' ').find((part) => part.startsWith(`${PURPOSE_PARAMETER}:`)) : undefined;
  return named?.slice(PURPOSE_PARAMETER.length + 1);
}
