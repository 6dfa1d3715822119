import { AccessErrors } from '@mesh/access';

/** What the platform needs of an issuer's OpenID Connect Discovery document. */
export interface IssuerMetadata {
  readonly jwksUri: string;
  readonly tokenEndpoint: string | undefined;
}

const MAX_DOCUMENT_BYTES = 256 * 1024;

/** Reads `<issuer>/.well-known/openid-configuration`; raises ACCESS.ISSUER_UNREACHABLE when it is absent or not this issuer's. */
export async function discover(issuer: string, timeoutMs: number): Promise<IssuerMetadata> {
  const document = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, timeoutMs);
  const { issuer: named, jwks_uri: jwksUri, token_endpoint: tokenEndpoint } = document;
  if (named !== issuer || typeof jwksUri !== 'string' || !mayBeAsked(jwksUri, issuer)) throw foreign();
  if (tokenEndpoint === undefined) return { jwksUri, tokenEndpoint };
  if (typeof tokenEndpoint !== 'string' || !mayBeAsked(tokenEndpoint, issuer)) throw foreign();
  return { jwksUri, tokenEndpoint };
}

/** Reads a JSON object of bounded size within a time; follows no redirection. */
export async function fetchJson(url: string, timeoutMs: number): Promise<Record<string, unknown>> {
  try {
    const headers = { accept: 'application/json' };
    const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    const text = await boundedText(response);
    if (response.status !== 200) throw new Error(`status ${response.status}`);
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) throw new Error('not a JSON object');
    return value as Record<string, unknown>;
  } catch (cause) {
    throw AccessErrors.ISSUER_UNREACHABLE({}, { cause });
  }
}

/** The body as text; an error past 256 KiB, so that a foreign host cannot fill the memory. */
export async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_DOCUMENT_BYTES) throw new Error('the document is too large');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Keys and tokens travel encrypted, except to the origin of an issuer that was itself configured without TLS. */
function mayBeAsked(url: string, issuer: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, origin } = new URL(url);
  return protocol === 'https:' || origin === new URL(issuer).origin;
}

function foreign(): Error {
  return AccessErrors.ISSUER_UNREACHABLE({ reason: 'the discovery document is not of this issuer' });
}
