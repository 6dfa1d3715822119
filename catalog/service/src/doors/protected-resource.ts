/** Where the metadata of a protected resource is, before the path of the resource (RFC 9728, 3). */
export const METADATA_PATH = '/.well-known/oauth-protected-resource';

/** What a client has to know to get a token for a resource (RFC 9728, 2). */
export interface ProtectedResource {
  readonly resource: string;
  readonly resource_name: string;
  readonly authorization_servers: readonly string[];
  readonly bearer_methods_supported: readonly ['header'];
  readonly scopes_supported: readonly string[];
}

/** The metadata of the resource at an address. */
export const protectedResource = (resource: string, issuer: string): ProtectedResource => ({
  resource,
  resource_name: 'CloudMedical mesh',
  authorization_servers: [issuer],
  bearer_methods_supported: ['header'],
  scopes_supported: ['openid', 'profile'],
});
