import { exportSPKI, importJWK, type CryptoKey } from 'jose';
import { createHmac } from 'node:crypto';
import { JwtTokenVerifier } from './jwt-token-verifier.js';
import { signingKey, startIssuerDouble, type IssuerDouble } from './testing/issuer-double.js';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = () => Math.floor(Date.now() / 1000);

describe('given a verifier of one issuer', () => {
  let issuer: IssuerDouble;
  let verifier: JwtTokenVerifier;
  const verify = async (token: string) => verifier.verify(`Bearer ${token}`);
  const refused = (reason: string) => ({ code: 'ACCESS.TOKEN_INVALID', status: 401, meta: { reason } });

  beforeEach(async () => {
    issuer = await startIssuerDouble();
    verifier = new JwtTokenVerifier({ issuer: issuer.issuer, audience: 'urn:mesh' });
  });
  afterEach(() => issuer.goAway());

  it('reads who calls, with roles and purpose', async () => {
    const token = await issuer.sign({ roles: ['clinic', 'domain'], purpose_of_use: 'TREAT' });
    expect(await verify(token)).toMatchObject({ subject: 'clinic-app', roles: ['clinic', 'domain'], purpose: 'TREAT' });
  });

  it.each<[string, Record<string, unknown>, readonly string[] | undefined]>([
    ['a list', { purposes: ['TREAT', 'HQUALIMP', 'TREAT'] }, ['TREAT', 'HQUALIMP']],
    ['a text', { purposes: 'TREAT HQUALIMP' }, ['TREAT', 'HQUALIMP']],
    ['roles', { roles: ['clinic', 'purpose:TREAT'] }, ['TREAT']],
    ['nothing', {}, undefined],
    ['what cannot be read', { purposes: { TREAT: true } }, undefined],
    ['a list of something else', { purposes: [7] }, undefined],
  ])('reads the registered purposes from %s', async (_, claims, purposes) => {
    expect((await verify(await issuer.sign(claims))).purposes).toEqual(purposes);
  });

  it('reads roles parted by spaces, and none when the claim is absent', async () => {
    expect(await verify(await issuer.sign({ roles: 'clinic  auditor' }))).toMatchObject({
      roles: ['clinic', 'auditor'],
    });
    expect(await verify(await issuer.sign({ roles: undefined }))).toMatchObject({ roles: [] });
  });

  it('accepts the token type of Microsoft Entra ID', async () => {
    expect(await verify(await issuer.sign({}, { typ: 'JWT' }))).toMatchObject({ subject: 'clinic-app' });
  });

  it('answers at once, with the same object, for a token seen before', async () => {
    const header = `Bearer ${await issuer.sign()}`;
    const first = await verifier.verify(header);
    expect(verifier.verify(header)).toBe(first);
  });

  it('asks for the keys once, however many callers come at the same time', async () => {
    const tokens = await Promise.all(Array.from({ length: 20 }, (_, index) => issuer.sign({ sub: `caller-${index}` })));
    await Promise.all(tokens.map(verify));
    expect(issuer.questions.jwks).toBe(1);
  });

  it.each([undefined, '', 'Basic YTpi', 'Bearer', 'Bearer '])(
    'asks for a token when the header is %p',
    async (header) => {
      await expect(async () => verifier.verify(header)).rejects.toMatchObject({
        code: 'ACCESS.TOKEN_MISSING',
        status: 401,
      });
    },
  );

  it('refuses another audience, another issuer, and a token without subject or end', async () => {
    await expect(verify(await issuer.sign({ aud: 'urn:other' }))).rejects.toMatchObject(refused('audience'));
    await expect(verify(await issuer.sign({ iss: 'http://127.0.0.1:1' }))).rejects.toMatchObject(refused('issuer'));
    await expect(verify(await issuer.sign({ iss: `${issuer.issuer}/` }))).rejects.toMatchObject(refused('issuer'));
    await expect(verify(await issuer.sign({ sub: undefined }))).rejects.toMatchObject(refused('subject'));
    await expect(verify(await issuer.sign({ exp: undefined }))).rejects.toMatchObject(refused('expiry'));
    await expect(verify(await issuer.sign({ roles: [{ admin: true }] }))).rejects.toMatchObject(refused('claims'));
  });

  it('refuses a token that is over or not yet valid, with five seconds of leeway', async () => {
    await expect(verify(await issuer.sign({ exp: now() - 8 }))).rejects.toMatchObject(refused('expired'));
    await expect(verify(await issuer.sign({ nbf: now() + 8 }))).rejects.toMatchObject(refused('not yet valid'));
    expect(await verify(await issuer.sign({ nbf: now() + 3 }))).toMatchObject({ subject: 'clinic-app' });
    expect(await verify(await issuer.sign({ exp: now() - 2 }))).toMatchObject({ subject: 'clinic-app' });
  });

  it('refuses an identity token in place of an access token', async () => {
    await expect(verify(await issuer.sign({}, { typ: 'id_token+jwt' }))).rejects.toMatchObject(refused('type'));
  });

  it('refuses the algorithm none', async () => {
    const [, claims] = (await issuer.sign()).split('.');
    await expect(verify(`${encode({ alg: 'none' })}.${claims}.`)).rejects.toMatchObject(refused('algorithm'));
  });

  it('refuses HS256 with the public key as its secret', async () => {
    const [key] = issuer.keys;
    const [, claims] = (await issuer.sign()).split('.');
    const signed = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: key?.kid })}.${claims}`;
    const publicKey = (await importJWK(key?.publicJwk ?? { kty: 'EC' }, 'ES256', { extractable: true })) as CryptoKey;
    const signature = createHmac('sha256', await exportSPKI(publicKey))
      .update(signed)
      .digest('base64url');
    await expect(verify(`${signed}.${signature}`)).rejects.toMatchObject(refused('algorithm'));
  });

  it('refuses a key that the token brings along', async () => {
    const own = await signingKey('own');
    const jku = `${issuer.issuer}/jwks`;
    const withKey = await issuer.sign({}, { jwk: own.publicJwk, jku, kid: 'first' }, own);
    const withoutName = await issuer.sign({}, { jwk: own.publicJwk, jku }, own);
    await expect(verify(withKey)).rejects.toMatchObject(refused('signature'));
    await expect(verify(withoutName)).rejects.toMatchObject(refused('unknown key'));
  });

  it('refuses the key of another issuer under the same name', async () => {
    const foreign = await signingKey('first');
    await expect(verify(await issuer.sign({}, {}, foreign))).rejects.toMatchObject(refused('signature'));
  });

  it('refuses a token that was cut short or changed', async () => {
    const token = await issuer.sign();
    const [header, , signature] = token.split('.');
    const changed = encode({ iss: issuer.issuer, aud: 'urn:mesh', sub: 'ops', roles: ['operator'], exp: now() + 60 });
    await expect(verify(token.slice(0, -4))).rejects.toMatchObject(refused('signature'));
    await expect(verify(token.slice(0, token.lastIndexOf('.')))).rejects.toMatchObject(refused('malformed'));
    await expect(verify(`${header}.${changed}.${signature}`)).rejects.toMatchObject(refused('signature'));
    await expect(verify(`${token}.x`)).rejects.toMatchObject(refused('malformed'));
    await expect(verify('e30.e30.e30')).rejects.toMatchObject(refused('malformed'));
  });

  it('refuses a header of a megabyte before it looks at it', async () => {
    await expect(verify('a'.repeat(1_000_000))).rejects.toMatchObject(refused('too large'));
    expect(issuer.questions.jwks).toBe(0);
  });

  it('never repeats anything of the token in its error', async () => {
    const failure: unknown = await verify(await issuer.sign({ sub: 'patient-4711', aud: 'x' })).catch(
      (error: unknown) => error,
    );
    expect(JSON.stringify(failure)).not.toContain('4711');
  });
});
