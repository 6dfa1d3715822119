import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, storyWithKafka } from '@mesh/testing';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { startKafka, type RunningKafka } from './index.js';
import { newTopic, receive, send } from './testing/one-message.js';

/** What the broker does with a token that it does not take is to hang up. */
const REFUSED = /closed connection|authentication failed/i;

storyWithKafka('given a broker that was started before its issuer of tokens', () => {
  let home: string;
  let kafka: RunningKafka;
  let server: Server;
  let key: CryptoKey;
  let issuer: string;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'mesh-kafka-'));
    const { port } = await reservedPort();
    issuer = `http://127.0.0.1:${port}`;
    kafka = await startKafka({ home, shortLived: true, oauth: { issuer, audience: 'mesh' } });
    const pair = await generateKeyPair('ES256');
    key = pair.privateKey;
    const keys = [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }];
    server = createServer((request, response) => {
      const document = request.url === '/keys' ? { keys } : { issuer, jwks_uri: `${issuer}/keys` };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document));
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
  }, 60_000);

  afterAll(async () => {
    server.close();
    await kafka.stop();
    rmSync(home, { recursive: true });
  }, 30_000);

  const token = (claims: { readonly sub: string; readonly aud?: string; readonly life?: string }): Promise<string> =>
    new SignJWT({})
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setIssuer(issuer)
      .setSubject(claims.sub)
      .setAudience(claims.aud ?? 'mesh')
      .setIssuedAt()
      .setExpirationTime(claims.life ?? '10m')
      .sign(key);

  const bearing = (value: string) => ({
    brokers: [...(kafka.bootstrap.sasl ?? [])],
    sasl: { mechanism: 'oauthbearer' as const, oauthBearerProvider: () => Promise.resolve({ value }) },
  });

  it('carries messages for who bears a token of that issuer', async () => {
    const connection = bearing(await token({ sub: 'mesh' }));
    // The broker looks for keys that it does not know when it first meets them, and refuses until it has them.
    const topic = await eventually(() => newTopic(connection), { timeoutMs: 20_000 });
    await send(connection, topic, 'a');
    expect(await receive(connection, topic, 1)).toEqual(['a']);
  }, 30_000);

  it('lets another subject do nothing', async () => {
    const stranger = bearing(await token({ sub: 'bracelet-app' }));
    await expect(newTopic(stranger)).rejects.toMatchObject({ errors: [{ type: 'TOPIC_AUTHORIZATION_FAILED' }] });
  });

  it.each([
    ['for another audience', { sub: 'mesh', aud: 'another' }],
    ['that has expired', { sub: 'mesh', life: '-5m' }],
  ])('refuses a token %s', async (_, claims) => {
    await expect(newTopic(bearing(await token(claims)))).rejects.toThrow(REFUSED);
  });

  it('refuses a token that another key has signed', async () => {
    const real = key;
    key = (await generateKeyPair('ES256')).privateKey;
    const forged = await token({ sub: 'mesh' });
    key = real;
    await expect(newTopic(bearing(forged))).rejects.toThrow(REFUSED);
  });
});

async function reservedPort(): Promise<AddressInfo> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return address;
}
