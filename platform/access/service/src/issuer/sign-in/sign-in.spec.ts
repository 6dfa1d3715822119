import { JwtTokenVerifier } from '@mesh/access-oidc';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { Browser } from '../../testing/browser.js';
import { ServedIssuer } from '../../testing/served-issuer.js';

const WHO = 'team-cardiology';

let served: ServedIssuer;
beforeAll(async () => void (served = await ServedIssuer.start()));
afterAll(() => served.close());

describe('given a person at the console', () => {
  it('signs in with identity and secret, and gets the same token as a program does', async () => {
    const { client, back } = await served.signIn(WHO);
    const session = await client.processSigninResponse(back.url);
    expect(session.profile).toMatchObject({ sub: WHO, name: WHO, roles: ['domain', 'domain:cardiology'] });
    const { payload } = await jwtVerify(session.id_token ?? '', createRemoteJWKSet(new URL(`${served.address}/jwks`)), {
      issuer: served.address,
      audience: 'mesh-console',
    });
    expect(payload).toMatchObject({ sub: WHO });
    expect(decodeJwt(session.access_token)).toMatchObject({
      aud: 'urn:mesh',
      sub: WHO,
      roles: ['domain', 'domain:cardiology'],
      purpose_of_use: 'HOPERAT',
    });
    const verifier = new JwtTokenVerifier({ issuer: served.address, audience: 'urn:mesh' });
    expect(await verifier.verify(`Bearer ${session.access_token}`)).toMatchObject({ subject: WHO, purpose: 'HOPERAT' });
    await expect(async () => verifier.verify(`Bearer ${session.id_token ?? ''}`)).rejects.toMatchObject({
      code: 'ACCESS.TOKEN_INVALID',
    });
  });

  it('is asked nothing the second time, and everything in another browser', async () => {
    const { browser, client } = await served.signIn(WHO);
    const again = await served.begin(client, browser);
    expect(again.page.url).toContain('/signed-in?code=');
    expect((await served.begin()).page.text).toContain('Sign in to the console');
  });

  it('may sign in as somebody else', async () => {
    const { browser, client } = await served.signIn(WHO);
    const { page } = await served.begin(client, browser, { prompt: 'login' });
    const fields = { identity: 'gov-auditor', secret: served.secretOf('gov-auditor'), answer: 'sign-in' };
    const bridge = await browser.submit(page, fields, served.signedIn);
    const back = await browser.submit(bridge, {}, served.signedIn);
    expect((await client.processSigninResponse(back.url)).profile.sub).toBe('gov-auditor');
  });

  it('works on beyond the hour of a token, and each refresh token is good once', async () => {
    const { client, back } = await served.signIn(WHO);
    const { refresh_token: first = '' } = await client.processSigninResponse(back.url);
    const renewed = await served.redeem({ grant_type: 'refresh_token', refresh_token: first });
    expect(renewed.status).toBe(200);
    expect(decodeJwt(renewed.body['access_token'] ?? '')).toMatchObject({ sub: WHO, aud: 'urn:mesh' });
    expect((await served.redeem({ grant_type: 'refresh_token', refresh_token: first })).body).toMatchObject({
      error: 'invalid_grant',
    });
    // Somebody used it twice, so that whoever holds the newer one may be the thief.
    const newer = renewed.body['refresh_token'] ?? '';
    expect((await served.redeem({ grant_type: 'refresh_token', refresh_token: newer })).status).toBe(400);
  });

  it('signs out, and is asked for the secret again', async () => {
    const { client, browser, back } = await served.signIn(WHO);
    const { id_token: hint = '', refresh_token: refresh = '' } = await client.processSigninResponse(back.url);
    const { url } = await client.createSignoutRequest({ id_token_hint: hint });
    const page = await browser.visit(url, served.signedIn);
    expect(page.text).toContain('Sign out of the mesh?');
    expect((await browser.submit(page, { logout: 'yes' }, served.signedIn)).url).toContain('/signed-in');
    expect((await served.begin(client, browser)).page.text).toContain('Sign in to the console');
    expect((await served.redeem({ grant_type: 'refresh_token', refresh_token: refresh })).status).toBe(400);
  });

  it('goes back with nothing on cancelling', async () => {
    const { browser, page, client } = await served.begin();
    const back = await browser.submit(page, { answer: 'cancel' }, served.signedIn);
    await expect(client.processSigninResponse(back.url)).rejects.toMatchObject({ error: 'access_denied' });
  });

  it('finds on the page what the console suggests, and nothing that could run', async () => {
    const hint = await served.begin(served.console(), new Browser(), { login_hint: 'pat-practitioner' });
    expect(hint.page.text).toContain('value="pat-practitioner"');
    const odd = await served.begin(served.console(), new Browser(), { login_hint: '"><script>alert(1)</script>' });
    expect(odd.page.text).not.toContain('<script');
  });
});

describe('given a wrong secret', () => {
  it('says the same of an identity that exists and one that does not, and repeats no secret', async () => {
    const pages: string[] = [];
    for (const identity of ['eng-engineer', 'nobody-here']) {
      const { browser, page } = await served.begin();
      const answer = await browser.submit(page, { identity, secret: 'MARKER-wrong' }, served.signedIn);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('role="alert"');
      expect(answer.text).not.toContain('MARKER-wrong');
      pages.push(answer.text.replaceAll(identity, '').replaceAll(/<option.*<\/option>/g, ''));
    }
    expect(pages[0]).toBe(pages[1]);
    expect(served.attempts.slice(-2)).toEqual([{ succeeded: false, identity: 'eng-engineer' }, { succeeded: false }]);
  });

  it('lets the same person try again and succeed', async () => {
    const { client, browser, page } = await served.begin();
    const wrong = await browser.submit(page, { identity: 'eng-engineer', secret: 'x' }, served.signedIn);
    const fields = { identity: 'eng-engineer', secret: served.secretOf('eng-engineer') };
    const back = await browser.submit(wrong, fields, served.signedIn);
    expect((await client.processSigninResponse(back.url)).profile.sub).toBe('eng-engineer');
  });

  it('makes whoever guesses on wait, even with the right secret, and lets them in afterwards', async () => {
    const { client, browser, page } = await served.begin();
    const attempt = (secret: string) => browser.submit(page, { identity: 'ops-operator', secret }, served.signedIn);
    for (let failures = 0; failures < 5; failures += 1) expect((await attempt('x')).status).toBe(422);
    const throttled = await attempt(served.secretOf('ops-operator'));
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '1']);
    served.nowMs += 1000;
    expect((await attempt('x')).status).toBe(422);
    expect((await attempt('x')).headers.get('retry-after')).toBe('2');
    served.nowMs += 2000;
    const back = await attempt(served.secretOf('ops-operator'));
    expect((await client.processSigninResponse(back.url)).profile.sub).toBe('ops-operator');
  });

  it('makes whoever tries many names from one address wait, whatever name comes next', async () => {
    const { browser, page } = await served.begin();
    const attempt = (identity: string, secret = 'x') => browser.submit(page, { identity, secret }, served.signedIn);
    let tried = 0;
    for (; tried < 60 && (await attempt(`guess-${tried}`)).status === 422; tried += 1);
    expect(tried).toBeLessThanOrEqual(51);
    expect((await attempt('gov-auditor', served.secretOf('gov-auditor'))).status).toBe(429);
    served.nowMs += 30_000;
    expect((await attempt('gov-auditor', served.secretOf('gov-auditor'))).status).not.toBe(429);
    // It does not begin anew because somebody has signed in.
    const again = await served.begin();
    const first = await again.browser.submit(again.page, { identity: 'guess', secret: 'x' }, served.signedIn);
    const second = await again.browser.submit(again.page, { identity: 'guess-on', secret: 'x' }, served.signedIn);
    expect([first.status, second.status]).toEqual([422, 429]);
  });
});
