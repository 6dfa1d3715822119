import { randomUUID } from 'node:crypto';

import { CATALOG_ANNOUNCED_TOPIC, type Announcement, type ProductDescription } from '@mesh/events';
import { eventually, startTestDatabase, testClock, type TestDatabase } from '@mesh/testing';

import { CatalogModule } from './catalog.module.js';
import { startServiceUnderTest, type Json, type ServiceUnderTest } from '@mesh/testing';

const heart: ProductDescription = {
  id: 'cardiology.heart-disease-risk',
  urn: 'urn:mesh:cardiology:heart-disease-risk',
  domain: 'cardiology',
  name: 'heart-disease-risk',
  title: 'Heart disease risk',
  version: '1.0.0',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Warn the wearer and the treating clinician early.',
  description: 'Risk for one person, from a bracelet reading and the record.',
  sensitivity: 'phi',
  tags: ['bracelet', 'prediction'],
  ports: [
    {
      name: 'scores',
      urn: 'urn:mesh:cardiology:heart-disease-risk:scores',
      kind: 'rest',
      method: 'POST',
      path: '/heart-disease-risk/v1/scores',
      summary: 'Scores one reading.',
      fields: [
        {
          name: 'thalach',
          type: 'number',
          description: 'Maximum heart rate achieved',
          unit: '/min',
          codes: [{ system: 'LOINC', code: '8867-4' }],
          phi: true,
        },
        { name: 'trestbps', type: 'number', description: 'Resting blood pressure', unit: 'mm[Hg]', phi: true },
      ],
    },
    {
      name: 'scored',
      urn: 'urn:mesh:cardiology:heart-disease-risk:scored',
      kind: 'event',
      topic: 'cardiology.heart-disease-risk.scored.v1',
      summary: 'A score was given.',
      fields: [],
    },
  ],
  models: [{ name: 'heart-disease-risk', features: ['thalach', 'trestbps'] }],
  inputs: [],
  promises: { availability: 0.999 },
  grants: [],
};

const supplies: ProductDescription = {
  ...heart,
  id: 'logistics.supplies',
  urn: 'urn:mesh:logistics:supplies',
  domain: 'logistics',
  name: 'supplies',
  title: 'Hospital supplies',
  purpose: 'Know which shelves run empty.',
  description: 'Stock of consumables.',
  tags: ['stock'],
  ports: [],
  models: [],
};

describe('given a catalog', () => {
  const clock = testClock(new Date().toISOString());
  let db: TestDatabase;
  let service: ServiceUnderTest;

  const announce = async (product: ProductDescription, state: Announcement['state'] = 'started', instance = 'one') => {
    const data: Announcement = {
      state,
      instance,
      at: clock().toISOString(),
      address: 'http://127.0.0.1:4001',
      product,
    };
    const id = randomUUID();
    await service.log.append(CATALOG_ANNOUNCED_TOPIC, [
      { id, source: 'urn:test', type: CATALOG_ANNOUNCED_TOPIC, time: data.at, key: product.id, data },
    ]);
  };
  const get = async (path: string) => (await service.call('GET', path)).json() as Promise<Json>;
  const found = async (query: string) =>
    ((await get(`/catalog/search?${query}`)).results as { id: string }[]).map(({ id }) => id);

  beforeAll(async () => {
    db = await startTestDatabase();
    service = await startServiceUnderTest(CatalogModule.forRoot({ now: clock }), db.database);
    await announce(heart);
    await announce(supplies);
    await eventually(async () => (await get('/catalog/products')).products.length === 2);
  });

  afterAll(async () => {
    await service.close();
    await db.close();
  });

  it('lists products without a token, a page at a time', async () => {
    const anonymous = await fetch(`${service.address}/catalog/products?limit=1`);
    const first = (await anonymous.json()) as Json;
    expect(first.products.map(({ id }: { id: string }) => id)).toEqual(['cardiology.heart-disease-risk']);
    const second = await get(`/catalog/products?limit=1&cursor=${first.nextCursor}`);
    expect(second.products.map(({ id }: { id: string }) => id)).toEqual(['logistics.supplies']);
    expect(second.nextCursor).toBeUndefined();
    expect((await get('/catalog/products?domain=logistics')).products).toHaveLength(1);
  });

  it('describes a product with addresses that can be called', async () => {
    const product = await get('/catalog/products/cardiology.heart-disease-risk');
    expect(product).toMatchObject({
      title: 'Heart disease risk',
      status: 'up',
      models: heart.models,
      promises: heart.promises,
    });
    expect(product.ports[0].url).toBe('http://127.0.0.1:4001/heart-disease-risk/v1/scores');
    expect(product.history).toEqual([expect.objectContaining({ version: '1.0.0' })]);
  });

  it('answers a conditional request with 304 until the description changes', async () => {
    const path = '/catalog/products/cardiology.heart-disease-risk';
    const etag = (await service.call('GET', path)).headers.get('etag')!;
    const again = await service.call('GET', path, { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await service.call('GET', path, { headers: { 'if-none-match': 'W/"other"' } })).status).toBe(200);
  });

  it('answers 404 for a product that nobody announced', async () => {
    const answer = await service.call('GET', '/catalog/products/cardiology.nothing');
    expect([answer.status, ((await answer.json()) as Json).code]).toEqual([404, 'CATALOG.PRODUCT_UNKNOWN']);
  });

  it('finds a field by what it means', async () => {
    const [hit] = (await get('/catalog/search?q=heart%20rate')).results;
    expect(hit.id).toBe('cardiology.heart-disease-risk');
    expect(hit.fields[0]).toMatchObject({ port: 'scores', field: 'thalach' });
    expect(hit.fields[0].text).toContain('*heart* *rate*');
  });

  it.each([
    ['q=clinician', ['cardiology.heart-disease-risk']],
    ['q=diseas', ['cardiology.heart-disease-risk']],
    ['q=warning%20cardiolo', ['cardiology.heart-disease-risk']],
    ['q=8867-4', ['cardiology.heart-disease-risk']],
    ['q=shelf', ['logistics.supplies']],
    ['q=%22blood%20pressure%22', ['cardiology.heart-disease-risk']],
    ['q=hospital%20or%20bracelet', ['cardiology.heart-disease-risk', 'logistics.supplies']],
    ['q=risk%20-bracelet', []],
    ['q=risk&domain=logistics', []],
    ['q=risk&tag=prediction', ['cardiology.heart-disease-risk']],
    ['q=risk&port=event', ['cardiology.heart-disease-risk']],
    ['q=risk&port=dataset', []],
  ])('finds %s', async (query, ids) => {
    expect((await found(query)).sort()).toEqual(ids);
  });

  it('takes the last word for the beginning of one, as long as it is being typed', async () => {
    const answer = await get('/catalog/search?q=disease%20brac');
    expect(answer.results.map(({ id }: Json) => id)).toEqual(['cardiology.heart-disease-risk']);
    expect(answer.corrected).toBeUndefined();
  });

  it('corrects a mistyped word and says so', async () => {
    const answer = await get('/catalog/search?q=hart%20presure');
    expect(answer.corrected).toMatch(/pressure/);
    expect(answer.results[0].id).toBe('cardiology.heart-disease-risk');
  });

  it.each([
    ['/catalog/search?freshness=soon', '/freshness'],
    ['/catalog/search/suggestions', '/q'],
    ['/catalog/search?q=', '/q'],
    ['/catalog/search?q=a%00b', '/q'],
    ['/catalog/search?q=a&q=b', '/q'],
    ['/catalog/search?q=a&limit=0', '/limit'],
    ['/catalog/search?q=a&domain=a%20b', '/domain'],
    ['/catalog/products?limit=many', '/limit'],
    ['/catalog/products?secret=1', ''],
  ])('refuses %s with 422 and the name of the parameter', async (path, pointer) => {
    const answer = await service.call('GET', path);
    const problem = (await answer.json()) as Json;
    expect([answer.status, problem.code]).toEqual([422, 'CATALOG.QUERY_INVALID']);
    expect(JSON.stringify(problem)).not.toContain('secret');
    expect(problem.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  it.each(["q='", 'q=%26%7C!%3A*', 'q=%5C', 'q=%22', 'q=a%3A*%20%26', 'q=%F0%9F%AB%80', 'q=the', 'q=-'])(
    'survives the question %s',
    async (query) => {
      expect((await service.call('GET', `/catalog/search?${query}`)).status).toBe(200);
    },
  );

  it('finds a product in the same second as it is announced', async () => {
    const began = performance.now();
    await announce({ ...supplies, id: 'logistics.ambulances', name: 'ambulances', title: 'Ambulance positions' });
    await eventually(async () => (await found('q=ambulance')).includes('logistics.ambulances'));
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('does not believe a product that names another domain than its id does, and goes on', async () => {
    await announce({ ...supplies, id: 'logistics.stolen', name: 'stolen', domain: 'cardiology' });
    await announce({ ...supplies, id: 'logistics.stock', name: 'stock', title: 'Stock on hand' });
    await eventually(async () => (await service.call('GET', '/catalog/products/logistics.stock')).status === 200, {
      timeoutMs: 15_000,
    });
    expect((await service.call('GET', '/catalog/products/logistics.stolen')).status).toBe(404);
    await eventually(
      async () => {
        const letters = await service.log.deadLetters(CATALOG_ANNOUNCED_TOPIC, 'catalog', 10);
        expect(letters.map(({ cause }) => cause)).toEqual([expect.stringContaining('CATALOG.ANNOUNCEMENT_UNTRUE')]);
      },
      { timeoutMs: 15_000 },
    );
  });

  it('remembers each description once, however often the heart beats', async () => {
    const path = '/catalog/products/cardiology.heart-disease-risk';
    for (let beat = 0; beat < 5; beat += 1) await announce(heart, 'alive');
    await announce({ ...heart, version: '1.1.0' }, 'started');
    const { history, version } = await eventually(async () => {
      const product = await get(path);
      return product.version === '1.1.0' && product;
    });
    expect(version).toBe('1.1.0');
    expect(history.map((seen: { version: string }) => seen.version)).toEqual(['1.1.0', '1.0.0']);
  });

  it('keeps a product listed when its service stops, with when it was last seen', async () => {
    await announce(supplies, 'stopped');
    const product = await eventually(async () => {
      const { products } = await get('/catalog/products?domain=logistics');
      const gone = products.find(({ id }: { id: string }) => id === 'logistics.supplies');
      return gone.status === 'away' && gone;
    });
    expect(Date.parse(product.lastSeenAt)).toBeGreaterThan(0);
  });

  it('calls a product away after three missed beats, not before', async () => {
    await announce(heart, 'alive', 'two');
    await eventually(async () => (await get('/catalog/products/cardiology.heart-disease-risk')).version === '1.0.0');
    clock.advance(10_000);
    expect((await get('/catalog/products/cardiology.heart-disease-risk')).status).toBe('up');
    clock.advance(60_000);
    expect((await get('/catalog/products/cardiology.heart-disease-risk')).status).toBe('away');
  });
});
