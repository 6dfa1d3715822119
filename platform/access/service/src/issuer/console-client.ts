import type { ClientMetadata } from 'oidc-provider';

/** The client id of the console at the embedded issuer. */
export const CONSOLE_CLIENT_ID = 'mesh-console';

/** What the console asks for. */
export const CONSOLE_SCOPE = 'openid profile';

/** Where the issuer sends people back to, below the origin of the control plane. */
export const SIGNED_IN_PATH = '/signed-in';

/** The console as a client: a program in a browser keeps no secret, so that PKCE (RFC 7636) takes its place. */
export function consoleClient(origin: string): ClientMetadata {
  return {
    client_id: CONSOLE_CLIENT_ID,
    client_name: 'Console of the mesh',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [`${origin}${SIGNED_IN_PATH}`],
    post_logout_redirect_uris: [`${origin}${SIGNED_IN_PATH}`, `${origin}/`],
  };
}
