import type { Configuration } from 'oidc-provider';
import type { Credential } from './credentials.js';
import { refusedPage, signedOutPage, signOutPage } from './sign-in/notice-pages.js';
import { PAGE_HEADERS } from './sign-in/page.js';

/** The paths of the embedded issuer. */
export const ROUTES = {
  authorization: '/authorize',
  end_session: '/sign-out',
  jwks: '/jwks',
  token: '/token',
} as const;

/** Below it stand the pages where people say who they are. */
export const SIGN_IN_PATH = '/sign-in';

/** The scopes of OpenID Connect that the console may ask for. */
export const SIGN_IN_SCOPES = ['openid', 'profile'];

/** A working day; the console gets new tokens in the meantime without a question. */
const SESSION_SECONDS = 12 * 3600;
const CODE_SECONDS = 60;
const SIGN_IN_WITHIN_SECONDS = 15 * 60;

/** What a console that signed somebody in may use. */
export interface GrantedResource {
  readonly audience: string;
  readonly scopes: readonly string[];
}

/** The settings of oidc-provider that concern people: sessions, pages, what the console gets without a further question. */
export function signInSettings(identities: ReadonlyMap<string, Credential>, resource: GrantedResource): SignInSettings {
  return {
    routes: ROUTES,
    cookies: {
      names: { session: 'mesh_session', interaction: 'mesh_sign_in', resume: 'mesh_sign_in_resume' },
      long: { httpOnly: true, sameSite: 'lax' },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    // Without a method named otherwise, oidc-provider knows S256 alone.
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'roles'] },
    findAccount: (_, id) => {
      const identity = identities.get(id);
      if (identity === undefined) return undefined;
      return {
        accountId: id,
        claims: () => ({ sub: id, name: id, preferred_username: id, roles: identity.roles }),
      };
    },
    interactions: { url: (_, { uid }) => `${SIGN_IN_PATH}/${uid}` },
    // The console belongs to the mesh: it gets what it may ask for, and the page for signing in says so.
    loadExistingGrant: async ({ oidc }) => {
      const { session, client, provider } = oidc;
      const known = session?.grantIdFor(client?.clientId ?? '');
      const existing = known === undefined ? undefined : await provider.Grant.find(known);
      if (existing?.accountId === session?.accountId && existing !== undefined) return existing;
      const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
      grant.addOIDCScope([...SIGN_IN_SCOPES, ...resource.scopes].join(' '));
      grant.addResourceScope(resource.audience, resource.scopes.join(' '));
      await grant.save();
      return grant;
    },
    // Each is good once and ends with the session, so that work is not cut off after an hour.
    issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: () => true,
    expiresWithSession: () => true,
    renderError: (context, { error }) => {
      context.set(PAGE_HEADERS);
      context.body = refusedPage(error);
    },
    features: {
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          context.set(PAGE_HEADERS);
          context.body = signOutPage(form);
        },
        postLogoutSuccessSource: (context) => {
          context.set(PAGE_HEADERS);
          context.body = signedOutPage();
        },
      },
    },
    ttl: {
      AuthorizationCode: CODE_SECONDS,
      Grant: 2 * SESSION_SECONDS,
      IdToken: 3600,
      Interaction: SIGN_IN_WITHIN_SECONDS,
      RefreshToken: SESSION_SECONDS,
      Session: SESSION_SECONDS,
    },
  };
}

/** The part of the configuration that concerns people. */
export type SignInSettings = Pick<
  Configuration,
  | 'claims'
  | 'cookies'
  | 'expiresWithSession'
  | 'features'
  | 'findAccount'
  | 'interactions'
  | 'issueRefreshToken'
  | 'loadExistingGrant'
  | 'pkce'
  | 'renderError'
  | 'rotateRefreshToken'
  | 'routes'
  | 'ttl'
>;
