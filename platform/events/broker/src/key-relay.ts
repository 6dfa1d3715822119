import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TokenIssuer } from './broker-settings.js';

const ANSWER_WITHIN_MS = 3_000;
const MOST_CHARACTERS = 1_000_000;
const NO_KEYS = '{"keys":[]}';

/** Hands the keys of an issuer to the brokers. */
export interface KeyRelay {
  readonly url: string;
  close(): void;
}

/**
 * Brokers refuse to start while their issuer does not answer, and a mesh that issues tokens itself starts after its
 * brokers: they ask here, and get the issuer's keys of this moment, the last ones that were read, or none yet.
 */
export async function startKeyRelay({ issuer, keysUrl }: TokenIssuer): Promise<KeyRelay> {
  let last = NO_KEYS;
  const keysNow = async (): Promise<string> => keySet(await fetchText(keysUrl ?? (await discover(issuer))));
  const server = createServer((request, response) => {
    request.resume();
    void keysNow()
      .then((keys) => (last = keys))
      .catch(() => undefined)
      .then(() => response.writeHead(200, { 'content-type': 'application/json' }).end(last));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  return { url: addressOf(server), close: () => (server.close(), server.closeAllConnections()) };
}

const addressOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;

/** OpenID Connect Discovery 1.0, section 4. */
async function discover(issuer: string): Promise<string> {
  const text = await fetchText(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  return String((JSON.parse(text) as { jwks_uri?: unknown }).jwks_uri);
}

/** The text of a key set (RFC 7517, section 5); throws when it is none. */
function keySet(text: string): string {
  if (!Array.isArray((JSON.parse(text) as { keys?: unknown }).keys)) throw new Error('no key set');
  return text;
}

async function fetchText(url: string): Promise<string> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS), redirect: 'error' });
  const text = await answer.text();
  if (!answer.ok || text.length > MOST_CHARACTERS) throw new Error('no document');
  return text;
}
