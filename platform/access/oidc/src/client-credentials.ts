import { AccessErrors, type Purpose } from '@mesh/access';
import { boundedText, discover } from './discovery.js';

/** Who asks the issuer for tokens (OAuth 2.0 client credentials, RFC 6749 section 4.4). */
export interface ClientCredentialsSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Another purpose than the client's default, among those it is registered for. */
  readonly purpose?: Purpose;
  /** For issuers that choose the audience by scope (Microsoft Entra ID: `<application>/.default`). */
  readonly scope?: string;
  readonly clock?: () => Date;
  /** How long the issuer may take to answer. Default 5 s. */
  readonly timeoutMs?: number;
}

/** A source of bearer tokens. */
export interface ClientCredentials {
  /** A token that is valid for a while yet; raises ACCESS.CREDENTIALS_REFUSED and ACCESS.ISSUER_UNREACHABLE. */
  token(): Promise<string>;
}

interface Issued {
  readonly token: string;
  readonly expiresAtMs: number;
}

/** A token is replaced this long before it expires, or after nine tenths of its life if that is later. */
const REPLACE_BEFORE_MS = 60_000;

/** Gets tokens for a client and keeps each until shortly before it expires; simultaneous callers share one request. */
export function clientCredentials(settings: ClientCredentialsSettings): ClientCredentials {
  const { clock = () => new Date() } = settings;
  const nowMs = () => clock().getTime();
  let issued: Issued | undefined;
  let replaceAtMs = -Infinity;
  let asking: Promise<Issued> | undefined;

  const renew = async (): Promise<Issued> => {
    const fresh = await request(settings, nowMs);
    const lifeMs = fresh.expiresAtMs - nowMs();
    replaceAtMs = nowMs() + Math.max(lifeMs - REPLACE_BEFORE_MS, lifeMs * 0.9);
    issued = fresh;
    return fresh;
  };

  return {
    token: async () => {
      if (issued !== undefined && nowMs() < replaceAtMs) return issued.token;
      asking ??= renew().finally(() => (asking = undefined));
      try {
        return (await asking).token;
      } catch (failure) {
        // The issuer may be away for a moment while the old token is still good.
        if (issued !== undefined && nowMs() < issued.expiresAtMs) return issued.token;
        throw failure;
      }
    },
  };
}

async function request(settings: ClientCredentialsSettings, nowMs: () => number): Promise<Issued> {
  const { issuer, clientId, clientSecret, purpose, scope, timeoutMs = 5000 } = settings;
  const { tokenEndpoint } = await discover(issuer, timeoutMs);
  if (tokenEndpoint === undefined) throw AccessErrors.ISSUER_UNREACHABLE({ reason: 'no token endpoint' });
  const body = new URLSearchParams({ grant_type: 'client_credentials' });
  if (purpose !== undefined) body.set('purpose_of_use', purpose);
  if (scope !== undefined) body.set('scope', scope);
  const basic = Buffer.from(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`).toString('base64');
  const { status, document } = await post(tokenEndpoint, body, { basic, timeoutMs });
  if (status === 400 || status === 401) throw AccessErrors.CREDENTIALS_REFUSED();
  const { access_token: token, expires_in: seconds } = document;
  if (status !== 200 || typeof token !== 'string') throw AccessErrors.ISSUER_UNREACHABLE({ status });
  return { token, expiresAtMs: nowMs() + (typeof seconds === 'number' ? seconds : 60) * 1000 };
}

async function post(url: string, body: URLSearchParams, { basic, timeoutMs }: { basic: string; timeoutMs: number }) {
  try {
    const headers = { accept: 'application/json', authorization: `Basic ${basic}` };
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal });
    const document: unknown = JSON.parse(await boundedText(response));
    return { status: response.status, document: (document ?? {}) as Record<string, unknown> };
  } catch (cause) {
    throw AccessErrors.ISSUER_UNREACHABLE({}, { cause });
  }
}

/** RFC 6749 section 2.3.1: both halves of the Basic scheme are form-encoded first. */
function formEncoded(text: string): string {
  return new URLSearchParams({ text }).toString().slice('text='.length);
}
