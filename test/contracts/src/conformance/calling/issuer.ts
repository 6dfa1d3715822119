import { createServer, type Server } from 'node:http';
import { freePorts } from '@mesh/test-journeys';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { Identity } from './callers.js';

const KEY = { alg: 'ES256', kid: 'the-only-one' };
const AUDIENCE = 'urn:mesh';

/** An OpenID provider as far as a service looks at one: discovery and keys. It signs before it has come. */
export class Issuer {
  private readonly server: Server;

  private constructor(
    private readonly port: number,
    private readonly privateKey: CryptoKey,
    publicKey: JWK,
  ) {
    this.server = createServer((request, response) => {
      const isKeys = request.url === '/jwks';
      const document = isKeys ? { keys: [publicKey] } : { issuer: this.url, jwks_uri: `${this.url}/jwks` };
      response.setHeader('content-type', 'application/json').setHeader('connection', 'close');
      response.end(JSON.stringify(document));
    });
  }

  /** One that is away so far. */
  static async create(): Promise<Issuer> {
    const { privateKey, publicKey } = await generateKeyPair(KEY.alg, { extractable: true });
    return new Issuer(await freePorts(), privateKey, { ...(await exportJWK(publicKey)), ...KEY, use: 'sig' });
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** From now on it answers. */
  async come(): Promise<void> {
    if (!this.server.listening)
      await new Promise<void>((listens) => this.server.listen(this.port, '127.0.0.1', listens));
  }

  async goAway(): Promise<void> {
    if (this.server.listening) await new Promise<void>((gone) => this.server.close(() => gone()));
  }

  /** Somebody who holds one role, registered for these purposes. */
  identityOf(role: string, purposes: readonly string[]): Identity {
    const claims = { roles: [role], client_id: role, purposes };
    const sign = (): Promise<string> =>
      new SignJWT(claims)
        .setProtectedHeader({ ...KEY, typ: 'at+jwt' })
        .setIssuer(this.url)
        .setAudience(AUDIENCE)
        .setSubject(role)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(this.privateKey);
    let token: Promise<string> | undefined;
    return { name: role, roles: [role], token: () => (token ??= sign()) };
  }
}
