import { createHash } from 'node:crypto';
import { TokenVerifier } from '@mesh/access';
import { publishedDocuments } from '@mesh/documents';
import { CATALOG_ANNOUNCED_TOPIC, type Announcement, type ProductDescription } from '@mesh/events';
import { migrate } from '@mesh/database';
import { DataProductModule, HostedProducts, IdempotencyStore, ScorerFactory, WellKnownController } from '@mesh/runtime';
import { samplesOf } from '@mesh/product';
import {
  eventually,
  startServiceUnderTest,
  startTestDatabase,
  type ServiceUnderTest,
  type TestDatabase,
} from '@mesh/testing';
import { IDEMPOTENCY_MIGRATIONS, PostgresIdempotencyStore } from './idempotency.postgres.js';
import { fading, FadingService, Weight } from './testing/fading-product.js';
import { pulse } from './testing/pulse-product.js';
import { servePulse, type ServedPulse } from './testing/serve-pulse.js';

const BASE = '/fading-weight/v1';
const END = {
  deprecation: '@1767225600',
  sunset: 'Thu, 31 Dec 2026 00:00:00 GMT',
};
const [WEIGHT] = samplesOf(Weight, 1);

let database: TestDatabase;
let idempotency: PostgresIdempotencyStore;
let service: ServiceUnderTest;

beforeAll(async () => {
  database = await startTestDatabase();
  await migrate(database.database, 'runtime', IDEMPOTENCY_MIGRATIONS);
  idempotency = new PostgresIdempotencyStore(database.database);
  const tokens: TokenVerifier = {
    verify: () => ({ subject: 'test', roles: ['clinic'], purpose: 'TREAT', expiresAt: Number.MAX_SAFE_INTEGER }),
  };
  service = await startServiceUnderTest(
    {
      module: class Served {},
      imports: [DataProductModule.serve(fading, FadingService, { recipes: {} })],
      controllers: [WellKnownController],
    },
    database.database,
    [
      { provide: TokenVerifier, useValue: tokens },
      { provide: IdempotencyStore, useValue: idempotency },
      { provide: HostedProducts, useValue: new HostedProducts() },
      { provide: ScorerFactory, useValue: { create: () => undefined } },
    ],
  );
});
afterAll(async () => {
  await service.close();
  idempotency.close();
  await database.close();
});

const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  fetch(`${service.address}${path}`, { method, headers });

const call = (method: string, path: string, body?: unknown, role = 'clinic'): Promise<Response> =>
  service.call(method, `${BASE}${path}`, { role, body, headers: { 'mesh-purpose': 'TREAT' } });

describe('given a visitor without a token', () => {
  it.each(publishedDocuments(fading).map(({ name, mediaType, text }) => [name, mediaType, text] as const))(
    'gives %s as it is published, under its hash',
    async (name, mediaType, text) => {
      const answer = await get(`${BASE}/${name}`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, mediaType]);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=60');
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes.equals(Buffer.from(text))).toBe(true);
      const hash = createHash('sha256').update(bytes).digest('hex');
      expect(answer.headers.get('etag')).toBe(`"${hash}"`);
    },
  );

  it.each([
    ['the same', (etag: string) => etag, 304],
    ['the same, weakly', (etag: string) => `W/${etag}`, 304],
    ['one of several', (etag: string) => `"other", ${etag}`, 304],
    ['any', () => '*', 304],
    ['another', () => '"other"', 200],
    ['the same without quotes', (etag: string) => etag.slice(1, -1), 200],
  ])('spares who has %s document', async (_, named, status) => {
    const etag = (await get(`${BASE}/openapi.json`)).headers.get('etag') ?? '';
    const answer = await get(`${BASE}/openapi.json`, { 'if-none-match': named(etag) });
    expect([answer.status, answer.headers.get('etag')]).toEqual([status, etag]);
    expect((await answer.text()).length > 0).toBe(status === 200);
  });

  it('answers HEAD with the headers alone', async () => {
    const answer = await get(`${BASE}/openapi.json`, {}, 'HEAD');
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(answer.headers.get('etag')).toMatch(/^"[0-9a-f]{64}"$/);
  });

  it('gives samples of every port, and says that they are of nobody', async () => {
    const answer = await get(`${BASE}/samples`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
    const samples = (await answer.json()) as { ports: { name: string; samples: object[] }[] };
    expect(samples).toMatchObject({ product: 'cardiology.fading-weight', version: '1.4.0', synthetic: true });
    expect(samples.ports.map(({ name, samples: { length } }) => [name, length])).toEqual([
      ['weights', 3],
      ['masses', 3],
      ['weighed', 3],
      ['list', 3],
    ]);
  });

  it('takes samples at the ports they are of', async () => {
    const { ports } = (await (await get(`${BASE}/samples`)).json()) as {
      ports: { kind: string; name: string; samples: object[]; answers: object[] }[];
    };
    for (const { name, samples, answers } of ports.filter(({ kind }) => kind === 'rest')) {
      for (const [index, sample] of samples.entries()) {
        const answer = await call('POST', `/${name}`, sample);
        expect([answer.status, Object.keys((await answer.json()) as object)]).toEqual([
          200,
          expect.arrayContaining(Object.keys(answers[index] ?? {})),
        ]);
      }
    }
  });

  it.each(['/openapi.json?x=1', '/samples?limit=1', '/schemas/Weight.schema.json?'])(
    'takes no parameters, as in %s',
    async (path) => {
      const answer = await get(`${BASE}${path}`);
      expect(answer.status).toBe(path.endsWith('?') ? 200 : 422);
      if (answer.status === 422)
        expect(await answer.json()).toMatchObject({ code: 'RUNTIME.QUERY_INVALID', status: 422 });
    },
  );

  it('has no schema of a shape that no port speaks', async () => {
    const answer = await get(`${BASE}/schemas/Other.schema.json`);
    expect([answer.status, await answer.json()]).toEqual([
      404,
      expect.objectContaining({ code: 'RUNTIME.ROUTE_UNKNOWN' }),
    ]);
  });

  it('refuses an address that is not well-formed, as a problem', async () => {
    const answer = await get(`${BASE}/schemas/%zz`);
    expect([answer.status, answer.headers.get('content-type'), await answer.json()]).toEqual([
      400,
      expect.stringContaining('application/problem+json'),
      expect.objectContaining({ code: 'RUNTIME.REQUEST_MALFORMED' }),
    ]);
  });

  it('is led to all of them by the list of products', async () => {
    const list = (await (await get('/.well-known/data-products')).json()) as {
      products: { links: { self: string; samples: string; documents: { name: string; href: string }[] } }[];
    };
    const links = list.products[0]?.links;
    expect(links?.documents.map(({ name }) => name)).toEqual(publishedDocuments(fading).map(({ name }) => name));
    for (const { href } of [...(links?.documents ?? []), { href: links?.samples ?? '' }])
      expect((await get(href)).status).toBe(200);
    const { documents } = (await (await get(links?.self ?? '')).json()) as ProductDescription;
    for (const { path, mediaType, sha256 } of documents ?? []) {
      const { headers } = await get(path);
      expect([headers.get('content-type'), headers.get('etag')]).toEqual([mediaType, `"${sha256}"`]);
    }
  });
});

describe('given a port that is to end', () => {
  const headersOf = ({ headers }: Response): Record<string, string | null> => ({
    deprecation: headers.get('deprecation'),
    sunset: headers.get('sunset'),
  });

  it.each([
    ['an answer', () => call('POST', '/masses', WEIGHT), 200],
    ['a refused document', () => call('POST', '/masses', {}), 422],
    ['a role that no grant names, before agreements are known', () => call('POST', '/masses', WEIGHT, 'stranger'), 503],
    ['a missing purpose', () => service.call('POST', `${BASE}/masses`, { role: 'clinic', body: WEIGHT }), 403],
    [
      'a document that is none',
      () => fetch(`${service.address}${BASE}/masses`, { method: 'POST', headers: JSON_TYPE, body: '{' }),
      400,
    ],
    [
      'a media type that is none',
      () =>
        fetch(`${service.address}${BASE}/masses`, { method: 'POST', headers: { 'content-type': 'a/b' }, body: '{' }),
      415,
    ],
    ['a document that is too large', () => call('POST', '/masses', { person: 'x'.repeat(9_000_000) }), 413],
    ['a dataset that is not open yet', () => call('GET', '/list'), 503],
  ])('tells its end with %s', async (_, ask, status) => {
    const answer = await ask();
    expect([answer.status, headersOf(answer)]).toEqual([status, END]);
    await answer.arrayBuffer();
  });

  it('names what replaces it', async () => {
    expect((await call('POST', '/masses', WEIGHT)).headers.get('link')).toBe(
      `<${BASE}/weights>; rel="successor-version", <${BASE}/openapi.json>; rel="deprecation"`,
    );
    expect((await call('GET', '/list')).headers.get('link')).toContain(
      '<urn:mesh:cardiology:weight>; rel="successor-version"',
    );
  });

  it('leaves the answers of its neighbours alone', async () => {
    for (const answer of [await call('POST', '/weights', WEIGHT), await call('POST', '/weights', {})])
      expect([headersOf(answer), answer.headers.get('link')]).toEqual([{ deprecation: null, sunset: null }, null]);
  });
});

describe('given a service that starts', () => {
  let served: ServedPulse;
  beforeAll(async () => void (served = await servePulse(await startTestDatabase())));
  afterAll(() => served.close());

  it('tells the catalog the documents, whole, with its first words only', async () => {
    const announcements = async (): Promise<readonly Announcement[]> => {
      const pages = await Promise.all(
        (await served.log.ranges(CATALOG_ANNOUNCED_TOPIC)).map(({ partition, earliest }) =>
          served.log.read(CATALOG_ANNOUNCED_TOPIC, partition, earliest, 100),
        ),
      );
      return pages.flat().map(({ data }) => data as Announcement);
    };
    const [first] = await announcements();
    expect(first?.state).toBe('started');
    const told = new Map((first?.documents ?? []).map(({ name, text }) => [name, text]));
    for (const { name, text } of publishedDocuments(pulse)) expect([name, told.get(name)]).toEqual([name, text]);
    const later = await eventually(
      async () => {
        const found = (await announcements()).filter(({ state }) => state !== 'started');
        expect(found).not.toEqual([]);
        return found;
      },
      { timeoutMs: 15_000 },
    );
    expect(later.filter(({ documents }) => documents !== undefined)).toEqual([]);
  });
});

const JSON_TYPE = { 'content-type': 'application/json' };
