import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { openCredentials, type Credentials } from './credentials.js';
import { identitiesOf } from './identities.js';
import { IssuerErrors } from './issuer.errors.js';
import { loadProvider } from './load-provider.js';
import { providerSettings } from './provider-settings.js';
import { ROUTES, SIGN_IN_PATH } from './sign-in-settings.js';
import { SignInDoor, type SignInAttempt } from './sign-in/sign-in-door.js';
import { openSigningKeys } from './signing-keys.js';

/** Where the issuer is reached and where it keeps its secrets. */
export interface IssuerSettings {
  /** Origin under which clients and browsers reach it; http is accepted, meant for the loopback address. */
  readonly issuer: string;
  /** Folder of keys and credentials. */
  readonly home: string;
  /** Each of these has an identity for its team, besides those that every mesh has. */
  readonly domains?: readonly string[];
  /** Hears of faults inside the issuer; requests that are merely refused are no faults. */
  readonly onFault?: (fault: Error) => void;
  /** Hears of each attempt of a person to sign in. */
  readonly onSignIn?: (attempt: SignInAttempt) => void;
  /** Milliseconds since 1970, for the waits after failed attempts. */
  readonly clockMs?: () => number;
}

/** An OpenID provider to be mounted at the root of an HTTP server, before anything reads the body. */
export interface Issuer {
  readonly issuer: string;
  readonly credentials: Credentials;
  /** Whether a path (without its query) belongs to it. */
  owns(path: string): boolean;
  /** Answers a request to one of its paths; any other gets 404. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

const DISCOVERY_PATHS = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'];
const PATHS = new Set<string>([...DISCOVERY_PATHS, ...Object.values(ROUTES)]);
/** `/authorize/<sign-in>`, `/sign-in/<sign-in>`, `/sign-out/confirm`, `/sign-out/success`. */
const BELOW = new RegExp(`^(${ROUTES.authorization}|${SIGN_IN_PATH}|${ROUTES.end_session})/[\\w-]{1,64}$`);

const owns = (path: string): boolean => PATHS.has(path) || BELOW.test(path);

/** Opens the embedded OpenID provider: JWT access tokens (RFC 9068) for `urn:mesh`, to clients with a secret and to people at the console. */
export async function createIssuer(settings: IssuerSettings): Promise<Issuer> {
  const { issuer, home, domains = [], onFault, onSignIn = () => undefined, clockMs } = settings;
  const origin = originOf(issuer);
  const [{ Provider, errors }, credentials, keys] = await Promise.all([
    loadProvider(),
    openCredentials(home, identitiesOf(domains)),
    openSigningKeys(home),
  ]);
  const provider = new Provider(issuer, providerSettings({ origin: issuer, credentials, keys, errors }));
  provider.proxy = true;
  // Without a listener Koa prints each fault to the console; its event is missing from the provider's types.
  (provider as EventEmitter).on('error', (fault: Error) => onFault?.(fault));
  provider.on('server_error', (_, fault: Error) => onFault?.(fault));
  const answer = provider.callback();
  const door = new SignInDoor({
    origin: issuer,
    credentials,
    interactions: provider,
    onAttempt: onSignIn,
    ...(clockMs && { clockMs }),
  });

  return {
    issuer,
    credentials,
    owns,
    handle: async (request, response) => {
      const path = pathOf(request);
      if (!owns(path)) {
        response.writeHead(404).end();
        return;
      }
      // The documents name the configured address, whatever Host or forwarding headers a request brings along.
      request.headers.host = origin.host;
      request.headers['x-forwarded-proto'] = origin.protocol.slice(0, -1);
      delete request.headers['x-forwarded-host'];
      if (!path.startsWith(`${SIGN_IN_PATH}/`)) return void (await answer(request, response));
      try {
        await door.answer(request, response, path.slice(SIGN_IN_PATH.length + 1));
      } catch (fault) {
        onFault?.(fault as Error);
        if (!response.headersSent) response.writeHead(500);
        response.end();
      }
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
