import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CatalogModule } from '@mesh/catalog';
import { CATALOG_ANNOUNCED_TOPIC } from '@mesh/events';
import {
  eventually,
  startServiceUnderTest,
  startTestDatabase,
  type ServiceUnderTest,
  type TestDatabase,
} from '@mesh/testing';
import { ConsoleModule } from './console.module.js';

const PAGE = '<html><link nonce="__CSP_NONCE__"><script src="/assets/a.js" nonce="__CSP_NONCE__"></script></html>';
const SCRIPT = `console.log('${'console '.repeat(400)}')`;
const AS_BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

class Whole {}

/** The site beside the catalog, as in the control plane. */
const whole = (site: string) => ({
  module: Whole,
  imports: [
    { ...CatalogModule.forRoot(), global: true },
    ConsoleModule.forRoot({ issuer: 'https://id.example/tenant', site }),
  ],
});

describe('given a built console', () => {
  let db: TestDatabase;
  let service: ServiceUnderTest;
  let site: string;
  const get = (path: string, headers: Record<string, string> = {}) => fetch(service.address + path, { headers });

  beforeAll(async () => {
    site = await mkdtemp(join(tmpdir(), 'site-'));
    await mkdir(join(site, 'assets'));
    await writeFile(join(site, 'index.html'), PAGE);
    await writeFile(join(site, 'assets/index-Ab_3-x9Z.js'), SCRIPT);
    await writeFile(join(site, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await writeFile(join(site, '.built-from'), 'secret');
    db = await startTestDatabase();
    service = await startServiceUnderTest(whole(site), db.database);
  });

  afterAll(async () => {
    await service.close();
    await db.close();
    await rm(site, { recursive: true });
  });

  it.each(['/', '/search?q=heart', '/products/cardiology.heart-disease-risk/try', '/signed-in?code=x'])(
    'answers a reader who goes to %s with its page',
    async (path) => {
      const answer = await get(path, AS_BROWSER);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      expect(await answer.text()).toContain('<script src="/assets/a.js"');
    },
  );

  it('writes another nonce into each page, the one that its policy lets in', async () => {
    const [one, other] = await Promise.all([get('/', AS_BROWSER), get('/', AS_BROWSER)]);
    const nonceOf = (answer: Response) =>
      /'nonce-([\w-]{24})'/.exec(answer.headers.get('content-security-policy')!)?.[1];
    const nonce = nonceOf(one);
    expect(nonce).toBeDefined();
    expect(nonceOf(other)).not.toBe(nonce);
    const page = await one.text();
    expect(page.match(/nonce="([\w-]+)"/g)).toEqual([`nonce="${nonce}"`, `nonce="${nonce}"`]);
  });

  it('lets a page call the mesh and the issuer, and run nothing but its own files', async () => {
    await service.log.append(CATALOG_ANNOUNCED_TOPIC, [announcementFrom('http://127.0.0.1:4001/below')]);
    await eventually(async () => {
      const policy = (await get('/', AS_BROWSER)).headers.get('content-security-policy')!;
      return policy.includes("connect-src 'self' https://id.example http://127.0.0.1:4001;");
    });
    const { headers } = await get('/', AS_BROWSER);
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
  });

  it('sends a file whose name has its hash once and for all, and compressed where that helps', async () => {
    const plain = await get('/assets/index-Ab_3-x9Z.js', { 'accept-encoding': 'identity' });
    expect(plain.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(plain.headers.get('x-content-type-options')).toBe('nosniff');
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.text()).toBe(SCRIPT);
    const zipped = await get('/assets/index-Ab_3-x9Z.js', { 'accept-encoding': 'gzip' });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(await zipped.text()).toBe(SCRIPT);
  });

  it('asks the browser to look again for a file whose name stays', async () => {
    const first = await get('/icon.svg');
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const again = await get('/icon.svg', { 'if-none-match': first.headers.get('etag')! });
    expect(again.status).toBe(304);
  });

  it.each([
    ['an address of the API that has nothing', '/catalog/products/no.such', AS_BROWSER],
    ['a program that errs', '/no-such-route', { accept: 'application/json' }],
    ['a file that is not there', '/assets/gone-12345678.js', AS_BROWSER],
    ['a file that is nobody’s business', '/.built-from', { accept: '*/*' }],
    ['a way out of the site', '/assets/..%2f..%2f..%2fetc/passwd', { accept: '*/*' }],
  ])('leaves %s to the problem', async (_, path, headers) => {
    const answer = await get(path, headers);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('leaves what routes answer to the routes, and everything but reading', async () => {
    expect((await get('/catalog/products', AS_BROWSER)).headers.get('content-type')).toContain('application/json');
    expect((await fetch(`${service.address}/search`, { method: 'POST', headers: AS_BROWSER })).status).toBe(404);
  });
});

describe('given a console that was not built', () => {
  it('has no pages', async () => {
    const db = await startTestDatabase();
    const service = await startServiceUnderTest(whole('/no/such/folder'), db.database);
    try {
      expect((await fetch(service.address, { headers: AS_BROWSER })).status).toBe(404);
    } finally {
      await service.close();
      await db.close();
    }
  });
});

function announcementFrom(address: string) {
  const at = new Date().toISOString();
  const product = {
    id: 'a.b',
    urn: 'urn:mesh:a:b',
    domain: 'a',
    name: 'b',
    title: 'B',
    version: '1.0.0',
    owner: { team: 'a', contact: 'a@example.org' },
    purpose: 'Shows an address.',
    description: '',
    sensitivity: 'public',
    tags: [],
    ports: [],
    models: [],
    inputs: [],
    promises: {},
    grants: [],
  };
  const data = { state: 'started', instance: 'one', at, address, product };
  const id = 'c0ffee00-0000-4000-8000-000000000001';
  return { id, source: 'urn:test', type: CATALOG_ANNOUNCED_TOPIC, time: at, key: 'a.b', data };
}
