import { Browser, type Visited } from '../../testing/browser.js';
import { ServedIssuer } from '../../testing/served-issuer.js';

const WHO = 'team-cardiology';

let served: ServedIssuer;
beforeAll(async () => void (served = await ServedIssuer.start()));
afterAll(() => served.close());

const authorize = (changes: Record<string, string | undefined>): Promise<Visited> => {
  const parameters = {
    client_id: 'mesh-console',
    response_type: 'code',
    redirect_uri: served.signedIn,
    scope: 'openid profile',
    state: 's',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...changes,
  };
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new Browser().visit(
    `${served.address}/authorize?${new URLSearchParams(given)}`,
    `${served.address}/signed-in`,
  );
};

describe('given the page for signing in', () => {
  it('needs no script, loads nothing, cannot be framed and is kept nowhere', async () => {
    const { page } = await served.begin();
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/<script|src=|\bon\w+="|style="|http-equiv/i);
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  it('labels what it asks for', async () => {
    const { page } = await served.begin();
    expect(page.text).toMatch(/<html lang="en">/);
    for (const field of ['identity', 'secret']) expect(page.text).toContain(`<label for="${field}">`);
    expect(page.text).toContain('name="viewport"');
  });

  it('gives cookies that scripts cannot read and other sites do not send', async () => {
    const { browser } = await served.begin();
    expect(browser.cookies.length).toBeGreaterThan(0);
    for (const { header } of browser.cookies) expect(header).toMatch(/httponly/i);
    for (const { header } of browser.cookies) expect(header).toMatch(/samesite=lax/i);
  });

  it('is bound to the browser that began', async () => {
    const { page } = await served.begin();
    const other = await new Browser().visit(page.url, served.signedIn);
    expect([other.status, other.text.includes('This sign-in has ended')]).toEqual([400, true]);
    const fields = { identity: WHO, secret: served.secretOf(WHO) };
    expect((await new Browser().submit(page, fields, served.signedIn)).status).toBe(400);
  });

  it('refuses a form that another site submits', async () => {
    const { browser, page } = await served.begin();
    const body = new URLSearchParams({ identity: WHO, secret: served.secretOf(WHO) });
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      expect((await browser.visit(page.url, served.signedIn, { method: 'POST', body, headers })).status).toBe(403);
    }
  });

  it('takes no other body and none that is large', async () => {
    const { browser, page } = await served.begin();
    const large = new URLSearchParams({ identity: 'x'.repeat(5000) });
    const headers = { 'content-type': 'application/json' };
    expect((await browser.visit(page.url, served.signedIn, { method: 'POST', body: large })).status).toBe(400);
    expect((await browser.visit(page.url, served.signedIn, { method: 'POST', body: '{}', headers })).status).toBe(400);
    expect((await browser.visit(page.url, served.signedIn, { method: 'PUT', body: '' })).status).toBe(405);
  });
});

describe('given a request that is not the console’s', () => {
  it.each([
    ['without PKCE', { code_challenge: undefined, code_challenge_method: undefined }],
    ['with the plain method', { code_challenge_method: 'plain' }],
    ['without naming the method', { code_challenge_method: undefined }],
    ['for a token in the address', { response_type: 'token' }],
    ['for another audience', { resource: 'urn:other' }],
  ])('is sent back with an error %s', async (_, changes) => {
    const back = await authorize(changes);
    expect(back.url).toContain('error=');
    expect(back.url).not.toContain('code=');
  });

  it.each([
    ['to an address that is not registered', { redirect_uri: 'https://evil.example/signed-in' }],
    ['to another path of the console', { redirect_uri: 'http://127.0.0.1/elsewhere' }],
    ['by an unknown client', { client_id: '<script>' }],
    ['by a client that is a program', { client_id: 'clinic-app' }],
  ])('is refused on a page of the issuer %s', async (_, changes) => {
    const page = await authorize(changes);
    expect(page.status).toBe(400);
    expect(page.url).toContain(`${served.address}/authorize`);
    expect(page.text).toContain('This cannot be done');
    expect(page.text).not.toContain('<script');
    expect(page.text).not.toContain('evil.example');
  });

  it('gets nothing for a code without the verifier it was made for, for a code used before, or for another address', async () => {
    const { client, back } = await served.signIn(WHO);
    const code = new URL(back.url).searchParams.get('code') ?? '';
    const fields = { grant_type: 'authorization_code', code, redirect_uri: served.signedIn };
    expect((await served.redeem(fields)).body).toMatchObject({ error: 'invalid_grant' });
    expect((await served.redeem({ ...fields, code_verifier: 'x'.repeat(43) })).body).toMatchObject({
      error: 'invalid_grant',
    });
    const session = await client.processSigninResponse(back.url, undefined, false);
    expect(session.access_token).toBeDefined();
    await expect(client.processSigninResponse(back.url)).rejects.toMatchObject({ error: 'invalid_grant' });
    expect(
      (await served.redeem({ grant_type: 'refresh_token', refresh_token: session.refresh_token ?? '' })).body,
    ).toMatchObject({ error: 'invalid_grant' });
  });

  it('gives one token when the same code comes many times', async () => {
    const { client, back } = await served.signIn(WHO);
    const answers = await Promise.allSettled(
      Array.from({ length: 8 }, () => client.processSigninResponse(back.url, undefined, false)),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('lets scripts of the issuer’s own origin alone ask for tokens', async () => {
    const ask = (origin: string) => {
      const body = new URLSearchParams({ client_id: 'mesh-console', grant_type: 'refresh_token', refresh_token: 'x' });
      return fetch(`${served.address}/token`, { method: 'POST', body, headers: { origin } });
    };
    expect(await (await ask(served.address)).json()).toMatchObject({ error: 'invalid_grant' });
    const foreign = await ask('https://evil.example');
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([400, null]);
    expect(await foreign.json()).toMatchObject({ error: 'invalid_request' });
  });

  it('caused no fault inside', () => expect(served.faults).toEqual([]));
});
