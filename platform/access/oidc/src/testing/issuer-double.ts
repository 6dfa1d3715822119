import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTHeaderParameters } from 'jose';

/** A signing key with the half that an issuer publishes. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

/** Makes an ES256 key of a given name. */
export async function signingKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
}

/** What a double of an issuer lets a test do: sign as it likes, publish other keys, count questions, go away. */
export interface IssuerDouble {
  readonly issuer: string;
  keys: SigningKey[];
  readonly questions: { jwks: number };
  /** Signs the claims of a good token, changed as the test wants it. */
  sign(claims?: Record<string, unknown>, header?: Partial<JWTHeaderParameters>, key?: SigningKey): Promise<string>;
  goAway(): Promise<void>;
}

/** An HTTP server on the loopback address that publishes discovery and keys; a double of an OpenID provider. */
export async function startIssuerDouble(port = 0, keys?: SigningKey[]): Promise<IssuerDouble> {
  const first = keys?.[0] ?? (await signingKey('first'));
  const questions = { jwks: 0 };
  const server = createServer((request, response) => {
    if (request.url === '/jwks') questions.jwks += 1;
    const discovery = { issuer: double.issuer, jwks_uri: `${double.issuer}/jwks` };
    const document = request.url === '/jwks' ? { keys: double.keys.map((key) => key.publicJwk) } : discovery;
    response.setHeader('connection', 'close').end(JSON.stringify(document));
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const double: IssuerDouble = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys: keys ?? [first],
    questions,
    sign: (claims = {}, header = {}, key = double.keys[0] ?? first) => {
      const nowSeconds = Math.floor(Date.now() / 1000);
      const good = {
        iss: double.issuer,
        aud: 'urn:mesh',
        sub: 'clinic-app',
        roles: ['clinic'],
        exp: nowSeconds + 3600,
      };
      const headers = { alg: 'ES256', typ: 'at+jwt', kid: key.kid, ...header };
      return new SignJWT({ ...good, ...claims }).setProtectedHeader(headers).sign(key.privateKey);
    },
    goAway: () => new Promise((gone) => (server.listening ? server.close(() => gone()) : gone())),
  };
  return double;
}
