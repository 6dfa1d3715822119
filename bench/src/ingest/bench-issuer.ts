import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** A token for a device's app, and the issuer that a service asks for the keys. */
export interface BenchIssuer {
  readonly url: string;
  readonly token: string;
  close(): void;
}

const KEY = { alg: 'ES256', kid: 'bench' };

/** Starts an issuer on the loopback that is known to nobody else. */
export async function startIssuer(): Promise<BenchIssuer> {
  const { privateKey, publicKey } = await generateKeyPair(KEY.alg, { extractable: true });
  const keys = [{ ...(await exportJWK(publicKey)), ...KEY, use: 'sig' }];
  const server = createServer((request, response) => {
    const url = urlOf(server.address() as AddressInfo);
    const document = request.url === '/jwks' ? { keys } : { issuer: url, jwks_uri: `${url}/jwks` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(document));
  });
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens));
  const url = urlOf(server.address() as AddressInfo);
  const token = await new SignJWT({ roles: ['device-app'], client_id: 'bench', purpose_of_use: 'TREAT' })
    .setProtectedHeader({ ...KEY, typ: 'at+jwt' })
    .setIssuer(url)
    .setAudience('urn:mesh')
    .setSubject('bench')
    .setIssuedAt()
    .setExpirationTime('12h')
    .sign(privateKey);
  return { url, token, close: () => void server.close() };
}

const urlOf = ({ port }: AddressInfo): string => `http://127.0.0.1:${port}`;
