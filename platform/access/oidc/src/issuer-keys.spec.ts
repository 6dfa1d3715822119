import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@mesh/testing';
import { JwtTokenVerifier } from './jwt-token-verifier.js';
import { signingKey, startIssuerDouble, type IssuerDouble } from './testing/issuer-double.js';

describe('given an issuer whose keys change or that goes away', () => {
  let issuer: IssuerDouble;
  let home: string;
  let jwksCacheFile: string;
  let nowMs: number;
  const clock = () => new Date(nowMs);
  const newVerifier = () => new JwtTokenVerifier({ issuer: issuer.issuer, audience: 'urn:mesh', jwksCacheFile, clock });

  beforeEach(async () => {
    nowMs = Date.now();
    issuer = await startIssuerDouble();
    home = await mkdtemp(join(tmpdir(), 'mesh-keys-'));
    jwksCacheFile = join(home, 'keys', 'issuer.public.json');
  });
  afterEach(async () => {
    await issuer.goAway();
    // The keys are kept in the background, so a write may still be under way.
    await rm(home, { recursive: true, maxRetries: 10, retryDelay: 20 });
  });

  it('fetches a new key when a token names it, and goes on accepting the old one', async () => {
    const verifier = newVerifier();
    const old = `Bearer ${await issuer.sign()}`;
    await verifier.verify(old);
    const second = await signingKey('second');
    issuer.keys = [second, ...issuer.keys];
    nowMs += 6000;
    expect(await verifier.verify(`Bearer ${await issuer.sign()}`)).toMatchObject({ subject: 'clinic-app' });
    expect(await verifier.verify(old)).toMatchObject({ subject: 'clinic-app' });
  });

  it('asks once for a storm of unknown keys', async () => {
    const verifier = newVerifier();
    await verifier.verify(`Bearer ${await issuer.sign()}`);
    nowMs += 6000;
    for (let index = 0; index < 30; index += 1) {
      const token = await issuer.sign({}, { kid: `unknown-${index}` });
      await expect(async () => verifier.verify(`Bearer ${token}`)).rejects.toMatchObject({
        meta: { reason: 'unknown key' },
      });
    }
    expect(issuer.questions.jwks).toBe(2);
  });

  it('forgets remembered tokens when their key is withdrawn', async () => {
    const verifier = newVerifier();
    const token = `Bearer ${await issuer.sign()}`;
    await verifier.verify(token);
    issuer.keys = [await signingKey('second')];
    nowMs += 11 * 60_000;
    await eventually(() =>
      expect(async () => verifier.verify(token)).rejects.toMatchObject({ meta: { reason: 'unknown key' } }),
    );
  });

  it('stops accepting a remembered token when it expires', async () => {
    const verifier = newVerifier();
    const token = `Bearer ${await issuer.sign()}`;
    await verifier.verify(token);
    nowMs += 3_610_000;
    await expect(async () => verifier.verify(token)).rejects.toMatchObject({ meta: { reason: 'expired' } });
  });

  it('keeps the public keys for a start without the issuer, readable by the owner only', async () => {
    const token = `Bearer ${await issuer.sign()}`;
    await newVerifier().verify(token);
    await eventually(async () => expect((await stat(jwksCacheFile)).mode & 0o777).toBe(0o600));
    await issuer.goAway();
    expect(await newVerifier().verify(token)).toMatchObject({ subject: 'clinic-app' });
  });

  it('trusts no kept keys that others may write or that are of another issuer', async () => {
    const token = `Bearer ${await issuer.sign()}`;
    await newVerifier().verify(token);
    await eventually(() => stat(jwksCacheFile));
    await issuer.goAway();
    await chmod(jwksCacheFile, 0o666);
    await expect(async () => newVerifier().verify(token)).rejects.toMatchObject({ code: 'ACCESS.ISSUER_UNREACHABLE' });
    await chmod(jwksCacheFile, 0o600);
    const kept = JSON.parse(await readFile(jwksCacheFile, 'utf8')) as object;
    await writeFile(jwksCacheFile, JSON.stringify({ ...kept, issuer: 'http://127.0.0.1:1' }));
    await expect(async () => newVerifier().verify(token)).rejects.toMatchObject({ status: 503 });
  });

  it('blames the issuer, not the token, when it is away and no key is at hand, and recovers by itself', async () => {
    const token = `Bearer ${await issuer.sign()}`;
    const { issuer: address, keys } = issuer;
    await issuer.goAway();
    const verifier = newVerifier();
    await expect(async () => verifier.verify(token)).rejects.toMatchObject({
      code: 'ACCESS.ISSUER_UNREACHABLE',
      status: 503,
    });
    issuer = await startIssuerDouble(Number(new URL(address).port), keys);
    nowMs += 600;
    expect(await verifier.verify(token)).toMatchObject({ subject: 'clinic-app' });
  });
});
