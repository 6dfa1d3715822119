import { randomBytes } from 'node:crypto';
import { PURPOSES } from '@mesh/access';
import type { Configuration, errors as OidcErrors, JWK, ResourceServer } from 'oidc-provider';
import type { Credentials } from './credentials.js';
import type { SigningKeys } from './signing-keys.js';
import { StatelessAdapter } from './stateless-adapter.js';
import { claimsFor, PURPOSE_PARAMETER } from './token-claims.js';

/** The audience of every token: the mesh as a whole (a resource indicator, RFC 8707). */
export const MESH_AUDIENCE = 'urn:mesh';

/** How long a token lives. */
export const TOKEN_LIFE_SECONDS = 3600;

const SCOPES = Object.keys(PURPOSES).map((purpose) => `${PURPOSE_PARAMETER}:${purpose}`);

const mesh: ResourceServer = {
  audience: MESH_AUDIENCE,
  scope: SCOPES.join(' '),
  accessTokenFormat: 'jwt',
  accessTokenTTL: TOKEN_LIFE_SECONDS,
  jwt: { sign: { alg: 'ES256' } },
};

/** What oidc-provider is told: client credentials for registered clients and nothing else. */
export function providerSettings(
  credentials: Credentials,
  keys: SigningKeys,
  errors: typeof OidcErrors,
): Configuration {
  const byClient = new Map(Object.values(credentials).map((credential) => [credential.clientId, credential]));
  const refuse = (description: string) => new errors.InvalidScope(description, PURPOSE_PARAMETER);
  return {
    adapter: StatelessAdapter,
    jwks: { keys: [...keys.keys] as JWK[] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    clients: Object.values(credentials).map(({ clientId, clientSecret }) => ({
      client_id: clientId,
      client_secret: clientSecret,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    })),
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    clientBasedCORS: () => false,
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    extraTokenClaims: (context, token) => claimsFor(byClient.get(token.clientId ?? ''), context, refuse),
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
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
    responseTypes: [],
    routes: { jwks: '/jwks', token: '/token' },
    scopes: SCOPES,
    ttl: { ClientCredentials: TOKEN_LIFE_SECONDS },
  };
}
