import { request } from 'node:http';

import { pulse, startCatalog, type CatalogUnderTest } from './testing/catalog.suite.js';

const cursor = (text: string): string => `cursor=${Buffer.from(text).toString('base64url')}`;
const product = '/catalog/products/cardiology.pulse';

let catalog: CatalogUnderTest;

beforeAll(async () => {
  catalog = await startCatalog();
  await catalog.announce(pulse);
  await catalog.heard();
});
afterAll(() => catalog.close());

describe('given a question that nobody in good faith asks', () => {
  it.each([
    `/catalog/products?${cursor('\0')}`,
    `/catalog/glossary?${cursor('\0')}`,
    `/catalog/glossary/heart-rate?${cursor('\0')}`,
    `/catalog/changes?${cursor('\0')}`,
    `/catalog/dcat?${cursor('\0')}`,
    `/.well-known/api-catalog?${cursor('\0')}`,
    `${product}/consumers?${cursor('\0\n\0')}`,
    `${product}/versions?${cursor('2026-01-01T00:00:00Z\n\0')}`,
    `${product}/versions?${cursor('2026-02-30T00:00:00Z\n1.0.0')}`,
    `${product}/versions?${cursor('Jan 1 2026 (noon)\n1.0.0')}`,
    `/catalog/search?${cursor('-5')}`,
    `/catalog/search?${cursor('1.5')}`,
    `/catalog/search?${cursor('\0')}`,
    '/catalog/changes?since=2026-02-30T00:00:00Z',
    '/catalog/changes?since=0000-01-01T00:00:00Z',
    '/catalog/changes?since=2026-01-01T00:00:00%2B19:00',
    `/catalog/search?q=${encodeURIComponent(`' \\ ! & | ( ) <-> :* '' "`)}`,
    `/catalog/search?q=${encodeURIComponent(`'); DROP TABLE catalog.product; --`)}`,
    `/catalog/search/suggestions?q=${encodeURIComponent(`\\'%_`)}`,
    `/catalog/search?tag=${encodeURIComponent(`{"'\\}`)}`,
    '/catalog/search?q=%00',
    '/catalog/search?q=a&q=b',
    `${product}/documents/..%2F..%2Fetc%2Fpasswd`,
    `${product}/documents/%00`,
    '/catalog/products/%00',
    '/catalog/products/%00/dcat',
    '/catalog/glossary/%00',
  ])('answers %s without a fault', async (path) => {
    expect((await catalog.service.call('GET', path)).status).toBeLessThan(500);
  });

  it.each(['a b', '"<&>', 'x/../y', ''])('makes a feed for a host that reads %j', async (host) => {
    const [status, text] = await new Promise<[number | undefined, string]>((resolve, reject) => {
      const { hostname, port } = new URL(catalog.service.address);
      const asked = request(
        { hostname, port, path: '/catalog/changes.atom?product=cardiology.pulse&limit=5', headers: { host } },
        (answer) => {
          let said = '';
          answer.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
          answer.on('end', () => resolve([answer.statusCode, said]));
        },
      );
      asked.on('error', reject).end();
    });
    expect(status).toBe(200);
    // Neither a bare ampersand nor a tag within a tag: the document stays well-formed.
    expect(text).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
    expect(text).not.toMatch(/<[^>]*</);
  });
});

describe('given an announcement that nobody in good faith makes', () => {
  const script = '<script>alert(1)</script>';
  const id = 'cardiology.hostile';
  const types = [
    'text/html',
    'text/javascript',
    'image/svg+xml',
    'text/html\r\nset-cookie: a=b',
    'application/xhtml+xml',
  ];
  const documents = types.map((mediaType, at) => ({ name: `page-${at}.json`, mediaType, path: '/', sha256: '' }));

  beforeAll(async () => {
    const hostile = { ...pulse, id, name: 'hostile', title: `${script}]]>"&`, tags: [script], documents };
    await catalog.announce(hostile, {
      address: 'no address',
      documents: documents.map(({ name }) => ({ name, text: script })),
    });
    await catalog.heard();
  });

  it.each(documents)('gives a document that calls itself $mediaType as text that runs nowhere', async ({ name }) => {
    const answer = await catalog.service.call('GET', `/catalog/products/${id}/documents/${name}`);
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'text/plain; charset=utf-8',
      script,
    ]);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  });

  it.each([
    '/.well-known/api-catalog',
    '/catalog/dcat',
    `/catalog/products/${id}`,
    '/catalog/products',
    '/catalog/search',
  ])('goes on answering %s', async (path) => expect((await catalog.service.call('GET', path)).status).toBe(200));

  it('keeps its feed well-formed', async () => {
    const text = await (await catalog.service.call('GET', `/catalog/changes.atom?product=${id}`)).text();
    expect(text).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
    expect(text.replaceAll(/<!\[CDATA\[.*?\]\]>/gs, '')).not.toMatch(/<[^>]*</);
  });
});

describe('given a page that speaks to the door of assistants', () => {
  const talk = (host: string, origin: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(catalog.service.address);
      const accept = 'application/json, text/event-stream';
      const headers = { host, origin, accept, authorization: 'Bearer domain', 'content-type': 'application/json' };
      const asked = request({ hostname, port, path: '/mcp', method: 'POST', headers }, (answer) =>
        resolve(answer.resume().statusCode),
      );
      asked.on('error', reject).end('{}');
    });

  it.each([
    ['foreign.example:4000', 'http://foreign.example:4000', 403],
    ['127.0.0.1:4000', 'http://foreign.example:4000', 403],
    ['127.0.0.1:4000', 'null', 403],
    ['127.0.0.1:4000', 'http://127.0.0.1:4000', 400],
    ['[::1]:4000', 'http://[::1]:4000', 400],
    ['localhost:4000', 'http://localhost:4000', 400],
  ])('takes host %s and origin %s for %d', async (host, origin, status) => {
    expect(await talk(host, origin)).toBe(status);
  });
});
