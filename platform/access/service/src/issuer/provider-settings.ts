import { randomBytes } from 'node:crypto';
import { PURPOSES } from '@mesh/access';
import type { Configuration, errors as OidcErrors, JWK, ResourceServer } from 'oidc-provider';
import { BoundedAdapter } from './bounded-adapter.js';
import { consoleClient, CONSOLE_CLIENT_ID } from './console-client.js';
import type { Credentials } from './credentials.js';
import { signInSettings, SIGN_IN_SCOPES } from './sign-in-settings.js';
import type { SigningKeys } from './signing-keys.js';
import { claimsFor, PURPOSE_PARAMETER } from './token-claims.js';

/** The audience of every token: the mesh as a whole (a resource indicator, RFC 8707). */
export const MESH_AUDIENCE = 'urn:mesh';

/** How long a token lives. */
export const TOKEN_LIFE_SECONDS = 3600;

const PURPOSE_SCOPES = Object.keys(PURPOSES).map((purpose) => `${PURPOSE_PARAMETER}:${purpose}`);

const mesh: ResourceServer = {
  audience: MESH_AUDIENCE,
  scope: PURPOSE_SCOPES.join(' '),
  accessTokenFormat: 'jwt',
  accessTokenTTL: TOKEN_LIFE_SECONDS,
  jwt: { sign: { alg: 'ES256' } },
};

/** What the settings are made of. */
export interface ProviderParts {
  readonly origin: string;
  readonly credentials: Credentials;
  readonly keys: SigningKeys;
  readonly errors: typeof OidcErrors;
}

/** What oidc-provider is told: client credentials for registered clients, sign-in with PKCE for the console, nothing else. */
export function providerSettings({ origin, credentials, keys, errors }: ProviderParts): Configuration {
  const byClient = new Map(Object.values(credentials).map((credential) => [credential.clientId, credential]));
  const refuse = (description: string) => new errors.InvalidScope(description, PURPOSE_PARAMETER);
  const signIn = signInSettings(byClient, { audience: MESH_AUDIENCE, scopes: PURPOSE_SCOPES });
  return {
    ...signIn,
    adapter: (kind) => new BoundedAdapter(kind, () => new errors.InvalidGrant('used before')),
    jwks: { keys: [...keys.keys] as JWK[] },
    // Made anew with each start, as is what the cookies point to.
    cookies: { ...signIn.cookies, keys: [randomBytes(32).toString('base64url')] },
    clients: [
      ...Object.values(credentials).map(({ clientId, clientSecret }) => ({
        client_id: clientId,
        client_secret: clientSecret,
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      })),
      consoleClient(origin),
    ],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    clientBasedCORS: (_, from, client) => from === origin && client.clientId === CONSOLE_CLIENT_ID,
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    extraTokenClaims: (context, token) => {
      const id = 'accountId' in token ? token.accountId : token.clientId;
      return claimsFor(byClient.get(id ?? ''), { context, scope: token.scope, refuse });
    },
    features: {
      ...signIn.features,
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => MESH_AUDIENCE,
        useGrantedResource: () => true,
        getResourceServerInfo: (_, indicator) => {
          if (indicator !== MESH_AUDIENCE) throw new errors.InvalidTarget('the resource is not this mesh');
          return mesh;
        },
      },
    },
    responseTypes: ['code'],
    scopes: [...SIGN_IN_SCOPES, ...PURPOSE_SCOPES],
    ttl: { ...signIn.ttl, ClientCredentials: TOKEN_LIFE_SECONDS, AccessToken: TOKEN_LIFE_SECONDS },
  };
}
