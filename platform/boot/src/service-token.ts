import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientCredentials, type ClientCredentials } from '@mesh/access-oidc';
import { BootErrors } from './boot.errors.js';
import type { Configuration } from './configuration.js';

const sources = new Map<string, ClientCredentials>();

/** The tokens with which a service calls another: from its configured client, or from the demonstration identities. */
export function serviceToken(configuration: Configuration, identity: string): ClientCredentials {
  const key = `${configuration.issuer} ${configuration.home} ${identity}`;
  let source = sources.get(key);
  if (source === undefined) {
    const { id, secret } = configuration.client ?? demonstrationClient(configuration.home, identity);
    source = clientCredentials({ issuer: configuration.issuer, clientId: id, clientSecret: secret });
    sources.set(key, source);
  }
  return source;
}

function demonstrationClient(home: string, identity: string): { id: string; secret: string } {
  try {
    const all = JSON.parse(readFileSync(join(home, 'credentials.json'), 'utf8')) as Record<
      string,
      { clientId: string; clientSecret: string }
    >;
    const { clientId, clientSecret } = all[identity] as { clientId: string; clientSecret: string };
    return { id: clientId, secret: clientSecret };
  } catch (cause) {
    throw BootErrors.CREDENTIALS_MISSING({ identity }, { cause });
  }
}
