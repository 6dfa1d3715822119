import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { openCredentials, type Credentials } from './credentials.js';
import { IssuerErrors } from './issuer.errors.js';
import { loadProvider } from './load-provider.js';
import { providerSettings } from './provider-settings.js';
import { openSigningKeys } from './signing-keys.js';

/** Where the issuer is reached and where it keeps its secrets. */
export interface IssuerSettings {
  /** Origin under which clients reach it; http is accepted, meant for the loopback address. */
  readonly issuer: string;
  /** Folder of keys and credentials. */
  readonly home: string;
  /** Hears of faults inside the issuer; requests that are merely refused are no faults. */
  readonly onFault?: (fault: Error) => void;
}

/** An OpenID provider to be mounted at the root of an HTTP server, before anything reads the body. */
export interface Issuer {
  readonly issuer: string;
  /** The paths that belong to it, whole. */
  readonly paths: readonly string[];
  readonly credentials: Credentials;
  /** Answers a request to one of its paths; any other gets 404. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

const DISCOVERY_PATHS = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'];
const PATHS = [...DISCOVERY_PATHS, '/jwks', '/token'];

/** Opens the embedded OpenID provider: OAuth 2.0 client credentials with JWT access tokens (RFC 9068) for `urn:mesh`. */
export async function createIssuer({ issuer, home, onFault }: IssuerSettings): Promise<Issuer> {
  const origin = originOf(issuer);
  const [{ Provider, errors }, credentials, keys] = await Promise.all([
    loadProvider(),
    openCredentials(home),
    openSigningKeys(home),
  ]);
  const provider = new Provider(issuer, providerSettings(credentials, keys, errors));
  provider.proxy = true;
  // Without a listener Koa prints each fault to the console; its event is missing from the provider's types.
  (provider as EventEmitter).on('error', (fault: Error) => onFault?.(fault));
  provider.on('server_error', (_, fault: Error) => onFault?.(fault));
  provider.use(async (context, next) => {
    await next();
    // No grant of this issuer begins in a browser (RFC 8414 section 2 allows to leave the endpoint out).
    if (DISCOVERY_PATHS.includes(context.path)) {
      delete (context.body as { authorization_endpoint?: string } | undefined)?.authorization_endpoint;
    }
  });
  const answer = provider.callback();

  return {
    issuer,
    paths: PATHS,
    credentials,
    handle: async (request, response) => {
      if (!PATHS.includes(pathOf(request))) {
        response.writeHead(404).end();
        return;
      }
      // The documents name the configured address, whatever Host or forwarding headers a request brings along.
      request.headers.host = origin.host;
      request.headers['x-forwarded-proto'] = origin.protocol.slice(0, -1);
      delete request.headers['x-forwarded-host'];
      await answer(request, response);
    },
  };
}

function originOf(issuer: string): URL {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  if (url === undefined || url.origin !== issuer || !['http:', 'https:'].includes(url.protocol)) {
    throw IssuerErrors.ADDRESS_UNUSABLE();
  }
  return url;
}

function pathOf({ url = '' }: IncomingMessage): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}
