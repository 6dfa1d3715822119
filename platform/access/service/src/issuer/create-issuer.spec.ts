import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientCredentials, JwtTokenVerifier } from '@mesh/access-oidc';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { createIssuer, type Issuer } from './create-issuer.js';

type Answer = { status: number; body: Record<string, unknown> };

describe('given the embedded issuer behind an HTTP server', () => {
  let home: string;
  let server: Server;
  let issuer: Issuer;
  const faults: Error[] = [];

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'mesh-issuer-'));
    server = createServer((request, response) => void issuer.handle(request, response));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    issuer = await createIssuer({ issuer: address, home, onFault: (fault) => faults.push(fault) });
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    await rm(home, { recursive: true });
  });

  const secretOf = (identity: string) => issuer.credentials[identity]?.clientSecret ?? '';
  const ask = async (fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> => {
    const body = new URLSearchParams({ grant_type: 'client_credentials', ...fields });
    const response = await fetch(`${issuer.issuer}/token`, { method: 'POST', body, headers });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const askAs = (identity: string, fields: Record<string, string> = {}) =>
    ask({ client_id: identity, client_secret: secretOf(identity), ...fields });

  it('says at the well-known place where tokens and keys are, under the configured address only', async () => {
    const response = await fetch(`${issuer.issuer}/.well-known/openid-configuration`, {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    });
    expect(await response.json()).toMatchObject({
      issuer: issuer.issuer,
      token_endpoint: `${issuer.issuer}/token`,
      jwks_uri: `${issuer.issuer}/jwks`,
      authorization_endpoint: `${issuer.issuer}/authorize`,
      end_session_endpoint: `${issuer.issuer}/sign-out`,
      grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    });
  });

  it('publishes the public half of its key and nothing more', async () => {
    const { keys } = (await (await fetch(`${issuer.issuer}/jwks`)).json()) as { keys: Record<string, unknown>[] };
    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' });
    expect(keys[0]).not.toHaveProperty('d');
  });

  it('issues an access token for the mesh with roles and purpose, an hour long', async () => {
    const { status, body } = await askAs('team-cardiology');
    const token = String(body['access_token']);
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    const claims = decodeJwt(token);
    expect(claims).toMatchObject({
      iss: issuer.issuer,
      aud: 'urn:mesh',
      sub: 'team-cardiology',
      client_id: 'team-cardiology',
      roles: ['domain', 'domain:cardiology'],
      purposes: ['HOPERAT', 'TREAT', 'HQUALIMP'],
      purpose_of_use: 'HOPERAT',
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(3600);
  });

  it('issues tokens that the verifier accepts, over the Basic scheme as over the form', async () => {
    const verifier = new JwtTokenVerifier({ issuer: issuer.issuer, audience: 'urn:mesh' });
    const client = clientCredentials({
      issuer: issuer.issuer,
      clientId: 'clinic-app',
      clientSecret: secretOf('clinic-app'),
    });
    const token = await client.token();
    expect(await verifier.verify(`Bearer ${token}`)).toMatchObject({
      subject: 'clinic-app',
      roles: ['clinic'],
      purpose: 'TREAT',
    });
    const byForm = await askAs('gov-auditor');
    expect(await verifier.verify(`Bearer ${String(byForm.body['access_token'])}`)).toMatchObject({
      roles: ['auditor'],
    });
  });

  it('gives a client the same token until it is nearly over, and one to callers who come together', async () => {
    let nowMs = Date.now();
    const clock = () => new Date(nowMs);
    const clientSecret = secretOf('ops-operator');
    const client = clientCredentials({ issuer: issuer.issuer, clientId: 'ops-operator', clientSecret, clock });
    const [first, second] = await Promise.all([client.token(), client.token()]);
    expect(second).toBe(first);
    nowMs += 3_500_000;
    expect(await client.token()).toBe(first);
    nowMs += 50_000;
    expect(await client.token()).not.toBe(first);
  });

  it('issues the purpose that is asked for when the client is registered for it, and no other', async () => {
    expect(
      decodeJwt(String((await askAs('clinic-app', { purpose_of_use: 'TREAT' })).body['access_token'])),
    ).toMatchObject({
      purpose_of_use: 'TREAT',
    });
    expect(await askAs('clinic-app', { scope: 'purpose_of_use:TREAT' })).toMatchObject({ status: 200 });
    expect(await askAs('clinic-app', { purpose_of_use: 'HRESCH' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_scope' },
    });
    expect(await askAs('clinic-app', { scope: 'purpose_of_use:HRESCH' })).toMatchObject({ status: 400 });
  });

  it('refuses a wrong secret, an unknown client, and a request without any', async () => {
    expect(await ask({ client_id: 'clinic-app', client_secret: 'wrong' })).toMatchObject({ status: 401 });
    expect(await ask({ client_id: 'nobody', client_secret: 'x' })).toMatchObject({ status: 401 });
    expect((await ask({})).status).toBeGreaterThanOrEqual(400);
    const client = clientCredentials({ issuer: issuer.issuer, clientId: 'clinic-app', clientSecret: 'wrong' });
    await expect(client.token()).rejects.toMatchObject({ code: 'ACCESS.CREDENTIALS_REFUSED' });
  });

  it('serves no other grant, no other audience, no registration and no other pages', async () => {
    expect((await askAs('clinic-app', { grant_type: 'authorization_code', code: 'x' })).status).toBe(400);
    expect(await askAs('clinic-app', { resource: 'urn:other' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_target' },
    });
    for (const path of [
      '/auth',
      '/reg',
      '/me',
      '/session/end',
      '/interaction/x',
      '/token/..',
      '/token/introspection',
    ]) {
      expect((await fetch(`${issuer.issuer}${path}`)).status).toBe(404);
    }
    expect(faults).toEqual([]);
  });

  it('keeps secrets and keys over a second start and mends their rights', async () => {
    const files = [join(home, 'credentials.json'), join(home, 'keys', 'issuer.jwks.json')];
    const before = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    await Promise.all(files.map((file) => chmod(file, 0o644)));
    const again = await createIssuer({ issuer: issuer.issuer, home });
    expect(again.credentials).toEqual(issuer.credentials);
    expect(await Promise.all(files.map((file) => readFile(file, 'utf8')))).toEqual(before);
    for (const file of files) expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('makes other secrets and keys for every home, of 256 bits', async () => {
    const other = await mkdtemp(join(tmpdir(), 'mesh-issuer-'));
    const { credentials } = await createIssuer({ issuer: issuer.issuer, home: other });
    const secrets = [...Object.values(credentials), ...Object.values(issuer.credentials)].map(
      (one) => one.clientSecret,
    );
    expect(new Set(secrets).size).toBe(secrets.length);
    expect(secrets.every((secret) => Buffer.from(secret, 'base64url').length === 32)).toBe(true);
    await rm(other, { recursive: true });
  });

  it('has an identity for the team of each further domain, from the start at which it is there', async () => {
    const other = await mkdtemp(join(tmpdir(), 'mesh-issuer-'));
    const settings = { issuer: issuer.issuer, home: other };
    const before = await createIssuer(settings);
    const { credentials } = await createIssuer({ ...settings, domains: ['cardiology', 'urology'] });
    expect(credentials).toEqual({ ...before.credentials, 'team-urology': expect.anything() });
    const purposes = ['HOPERAT', 'TREAT', 'HQUALIMP'];
    expect(credentials['team-urology']).toMatchObject({ roles: ['domain', 'domain:urology'], purposes });
    await rm(other, { recursive: true });
  });

  it('starts twice at the same time with one set of secrets', async () => {
    const other = await mkdtemp(join(tmpdir(), 'mesh-issuer-'));
    const [one, two] = await Promise.all([1, 2].map(() => createIssuer({ issuer: issuer.issuer, home: other })));
    expect(one?.credentials).toEqual(two?.credentials);
    await rm(other, { recursive: true });
  });

  it('adds identities that are new and refuses a damaged file by its name', async () => {
    const other = await mkdtemp(join(tmpdir(), 'mesh-issuer-'));
    const path = join(other, 'credentials.json');
    await writeFile(path, JSON.stringify({ 'clinic-app': issuer.credentials['clinic-app'] }));
    const { credentials } = await createIssuer({ issuer: issuer.issuer, home: other });
    expect(credentials['clinic-app']).toEqual(issuer.credentials['clinic-app']);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(credentials);
    await writeFile(path, '{"clinic-app":{"clientId":"clinic-app","clientSecret":"short"}}');
    const failure = { code: 'ISSUER.FILE_DAMAGED', meta: { file: 'credentials.json' } };
    await expect(createIssuer({ issuer: issuer.issuer, home: other })).rejects.toMatchObject(failure);
    await rm(other, { recursive: true });
  });

  it.each(['127.0.0.1:4000', 'http://127.0.0.1:4000/', 'ftp://127.0.0.1'])('refuses to be %p', async (address) => {
    await expect(createIssuer({ issuer: address, home })).rejects.toMatchObject({ code: 'ISSUER.ADDRESS_UNUSABLE' });
  });
});
