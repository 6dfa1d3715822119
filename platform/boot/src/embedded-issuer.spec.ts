import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditTrail, Decision } from '@mesh/access';
import type { Issuer } from '@mesh/access-service';
import { createLogger } from '@mesh/runtime';
import { Configuration } from './configuration.js';
import { embeddedIssuer } from './embedded-issuer.js';

const decisions: Decision[] = [];
const audit: AuditTrail = {
  record: (decision) => Promise.resolve(void decisions.push(decision)),
  close: () => Promise.resolve(),
};

let home: string;
let server: Server;
let issuer: Issuer;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'mesh-boot-issuer-'));
  server = createServer((request, response) => void issuer.handle(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const configuration = new Configuration({ MESH_HOME: home, MESH_PORT: String(port) });
  issuer = (await embeddedIssuer(configuration, { audit, logger: createLogger('test', 'silent') })) as Issuer;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await rm(home, { recursive: true });
});

/** Begins to sign in and shows an identity and a secret. */
async function attempt(identity: string, secret: string): Promise<number> {
  const query = new URLSearchParams({
    client_id: 'mesh-console',
    response_type: 'code',
    redirect_uri: `${issuer.issuer}/signed-in`,
    scope: 'openid',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  });
  const begun = await fetch(`${issuer.issuer}/authorize?${query}`, { redirect: 'manual' });
  const cookie = begun.headers
    .getSetCookie()
    .map((header) => header.split(';', 1)[0])
    .join('; ');
  const body = new URLSearchParams({ identity, secret, answer: 'sign-in' });
  const page = new URL(begun.headers.get('location') ?? '', issuer.issuer);
  return (await fetch(page, { method: 'POST', body, headers: { cookie }, redirect: 'manual' })).status;
}

describe('given people who sign in', () => {
  it('records each attempt, with an identity only where there is one of that name', async () => {
    const secret = issuer.credentials['gov-auditor']?.clientSecret ?? '';
    expect(await attempt('gov-auditor', secret)).toBe(303);
    expect(await attempt('gov-auditor', 'MARKER')).toBe(422);
    expect(await attempt('MARKER', secret)).toBe(422);
    expect(decisions.map(({ caller, permitted, port }) => [caller, permitted, port])).toEqual(
      [
        ['gov-auditor', true],
        ['gov-auditor', false],
        ['unknown', false],
      ].map((said) => [...said, 'urn:mesh:platform:control-plane:sign-in']),
    );
    for (const { traceId } of decisions) expect(traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(decisions)).not.toContain('MARKER');
    expect(JSON.stringify(decisions)).not.toContain(secret);
  });

  it('is no issuer where another is configured', async () => {
    const configuration = new Configuration({ MESH_HOME: home, OIDC_ISSUER: 'https://issuer.example' });
    expect(await embeddedIssuer(configuration, { audit, logger: createLogger('test', 'silent') })).toBeUndefined();
  });
});
