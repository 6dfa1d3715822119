import type { Purpose } from '@mesh/access';
import type { KoaContextWithOIDC, UnknownObject } from 'oidc-provider';
import type { Credential } from './credentials.js';

/** How a token request asks for another purpose: a form field of its own, or a scope `purpose_of_use:<code>`. */
export const PURPOSE_PARAMETER = 'purpose_of_use';

/** What is asked for a token, and how to refuse it. */
export interface TokenWish {
  readonly context: KoaContextWithOIDC;
  /** What the token is granted already: the scope of the sign-in that it comes from. */
  readonly scope: string | undefined;
  /** Refuses a purpose that the identity is not registered for. */
  readonly refuse: (description: string) => Error;
}

/** The claims that say what the bearer may do: its roles, its purposes, and the one it asks for or else its first. */
export function claimsFor(credential: Credential | undefined, wish: TokenWish): UnknownObject {
  if (credential === undefined) throw wish.refuse('the identity has no registered roles');
  const asked = askedPurpose(wish);
  const purpose = asked === undefined ? credential.purposes[0] : registered(credential.purposes, asked);
  if (purpose === undefined) throw wish.refuse('the identity is not registered for this purpose of use');
  return { roles: credential.roles, purposes: credential.purposes, [PURPOSE_PARAMETER]: purpose };
}

function registered(purposes: readonly Purpose[], asked: unknown): Purpose | undefined {
  return purposes.find((purpose) => purpose === asked);
}

function askedPurpose({ context: { oidc }, scope: granted }: TokenWish): unknown {
  const field = (oidc.body as UnknownObject | undefined)?.[PURPOSE_PARAMETER];
  if (field !== undefined) return field;
  const scope = oidc.params?.scope ?? granted;
  const named =
    typeof scope === 'string' ? scope.split(' ').find((part) => part.startsWith(`${PURPOSE_PARAMETER}:`)) : undefined;
  return named?.slice(PURPOSE_PARAMETER.length + 1);
}
