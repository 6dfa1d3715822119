import { clientCredentials } from '@mesh/access-oidc';
import type { Purpose } from '@mesh/access';
import { CliErrors } from '../cli.errors.js';
import { credentialsOf } from './credentials.js';
import { reach, type TokenSource } from './mesh-client.js';
import { addressOf } from './service-addresses.js';

const DISCOVERY_TIMEOUT_MS = 10_000;

/** For whom and for what tokens are asked. */
export interface TokenWish {
  readonly identity: string;
  readonly purpose?: string;
  readonly meshHome: string;
  readonly controlPlanePort: number;
}

/** Tokens of an identity of `$MESH_HOME/credentials.json`, from the issuer that the control plane names; renewed before they end. */
export function tokensOf(wish: TokenWish): TokenSource {
  let opening: Promise<TokenSource> | undefined;
  return async () => {
    opening ??= open(wish);
    return (await opening)();
  };
}

async function open({ identity, purpose, meshHome, controlPlanePort }: TokenWish): Promise<TokenSource> {
  const { clientId, clientSecret, purposes } = await credentialsOf(identity, meshHome);
  if (purpose !== undefined && !purposes.includes(purpose))
    throw CliErrors.PURPOSE_NOT_ALLOWED({ allowed: purposes.join(', ') });
  const source = clientCredentials({
    issuer: await issuerAt(controlPlanePort),
    clientId,
    clientSecret,
    ...(purpose === undefined ? {} : { purpose: purpose as Purpose }),
  });
  return () => source.token();
}

async function issuerAt(controlPlanePort: number): Promise<string> {
  const path = '/.well-known/openid-configuration';
  const response = await reach(`${addressOf('control-plane', controlPlanePort)}${path}`, {
    signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS),
  });
  const document = (await response.json().catch(() => null)) as { issuer?: unknown } | null;
  if (!response.ok || typeof document?.issuer !== 'string') throw CliErrors.ANSWER_UNREADABLE({ path });
  return document.issuer;
}
