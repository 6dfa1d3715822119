import { randomUUID } from 'node:crypto';

import {
  CATALOG_ANNOUNCED_TOPIC,
  CATALOG_MEASURED_TOPIC,
  type Measurement,
  type ProductDescription,
} from '@mesh/events';
import {
  eventually,
  startServiceUnderTest,
  startTestDatabase,
  type Json,
  type ServiceUnderTest,
  type TestDatabase,
} from '@mesh/testing';

import { CatalogModule } from '../catalog.module.js';
import { product, PRODUCTS, startOf } from '../testing/clinic-products.suite.js';

describe('given a catalog of many kinds of products', () => {
  let db: TestDatabase;
  let service: ServiceUnderTest;

  const announce = (products: readonly ProductDescription[]) =>
    service.log.append(CATALOG_ANNOUNCED_TOPIC, products.map(startOf));
  const search = async (query: string) =>
    (await service.call('GET', `/catalog/search?${query}`)).json() as Promise<Json>;
  const found = async (query: string): Promise<string[]> =>
    (await search(query)).results.map(({ id }: { id: string }) => id);
  const asked = (q: string) => found(`q=${encodeURIComponent(q)}`);

  beforeAll(async () => {
    db = await startTestDatabase();
    service = await startServiceUnderTest(CatalogModule.forRoot({ rankEveryMs: 50 }), db.database);
    await announce(PRODUCTS);
    await eventually(async () => (await search('limit=1')).total === PRODUCTS.length - 1);
  });

  afterAll(async () => {
    await service.close();
    await db.close();
  });

  it.each([
    ['another form of the word', 'operations', 'cardiology.rehab'],
    ['a word without its accent', 'sjogren', 'immunology.dryness'],
    ['a word with its accent', 'Sjögren', 'immunology.dryness'],
    ['a letter too few', 'tomograpy', 'radiology.scans'],
    ['letters exchanged', 'rehabiltiation', 'cardiology.rehab'],
    ['a wrong letter', 'treedmill', 'cardiology.exercise'],
    ['the name of a column', 'thalach', 'cardiology.exercise'],
    ['the name of a column in capitals and small letters', 'restingBloodPressure', 'cardiology.exercise'],
    ['a part of the name of a column', 'blood pressure', 'cardiology.exercise'],
    ['what a column means', 'heart rate', 'cardiology.exercise'],
    ['what that is also called', 'pulse', 'cardiology.exercise'],
    ['a code', '8867-4', 'cardiology.exercise'],
    ['a code with dots', 'I21.9', 'cardiology.exercise'],
    ['the beginning of a code', '8867-', 'cardiology.exercise'],
    ['a unit with brackets', 'mm[Hg]', 'cardiology.exercise'],
    ['a unit with a stroke', '/min', 'cardiology.exercise'],
    ['the beginning of a word', 'rehabil', 'cardiology.rehab'],
    ['the beginning of a word longer than its stem', 'hospitalisatio', 'immunology.dryness'],
    ['two letters', 'tr', 'cardiology.exercise'],
    ['a tag', 'treadmill', 'cardiology.exercise'],
  ])('finds by %s', async (_, q, id) => {
    expect(await asked(q)).toContain(id);
  });

  it('does not find what has nothing to do with the question', async () => {
    expect(await asked('heart rate')).toEqual(['cardiology.exercise']);
    expect(await search('q=quantum%20chromodynamics')).toMatchObject({ results: [], total: 0 });
  });

  it('answers with what has some of the words when nothing has all, and says so', async () => {
    const answer = await search('q=tomography%20theatre');
    expect(answer.isPartial).toBe(true);
    expect(answer.results.map(({ id }: Json) => id)).toEqual(
      expect.arrayContaining(['surgery.one', 'radiology.scans']),
    );
    expect((await search('q=tomography')).isPartial).toBeUndefined();
  });

  it('says which question it answered instead of a mistyped one', async () => {
    expect((await search('q=tomograpy')).corrected).toBe('tomography');
    expect((await search('q=tomography')).corrected).toBeUndefined();
    expect((await search('q=sjogren')).corrected).toBeUndefined();
  });

  it('puts what is named so before what is only described so', async () => {
    expect(await asked('patient')).toEqual(['logistics.transfers', 'logistics.beds']);
    expect(await asked('lactate')).toEqual(['laboratory.study', 'laboratory.panel']);
  });

  it('puts deprecated products last and marks them, and leaves out retired ones unless asked for', async () => {
    const { results } = await search('q=tomography');
    expect(results.map(({ id }: Json) => id)).toEqual(['radiology.scans', 'radiology.old-scans']);
    expect(results[0]).toMatchObject({ lifecycle: 'active' });
    expect(results[1]).toMatchObject({ lifecycle: 'deprecated', deprecation: { replacement: 'radiology.scans' } });
    expect(await found('q=tomography&lifecycle=retired')).toEqual(['radiology.first-scans']);
  });

  it.each([
    ['domain=radiology', ['radiology.scans', 'radiology.old-scans']],
    ['port=dataset', ['cardiology.exercise', 'laboratory.panel']],
    ['port=rows', ['cardiology.exercise', 'laboratory.panel']],
    ['tag=treadmill', ['cardiology.exercise']],
    ['sensitivity=phi', ['cardiology.exercise']],
    ['owner=wards', ['logistics.beds']],
    ['freshness=1m', ['cardiology.exercise']],
    ['freshness=1d', ['cardiology.exercise', 'laboratory.panel']],
    ['lifecycle=deprecated', ['radiology.old-scans']],
    ['domain=cardiology&sensitivity=internal', ['cardiology.rehab']],
    ['q=archive&lifecycle=active', ['radiology.scans']],
    ['q=archive&domain=surgery', []],
  ])('filters with %s', async (query, ids) => {
    expect(await found(query)).toEqual(ids);
  });

  it('counts what every filter would leave, and what else could be chosen in one that is set', async () => {
    const { facets, total, isEstimate } = await search('q=archive');
    expect({ total, isEstimate }).toEqual({ total: 2, isEstimate: false });
    expect(facets.domain).toEqual([{ value: 'radiology', count: 2 }]);
    expect(facets.lifecycle).toEqual([
      { value: 'active', count: 1 },
      { value: 'deprecated', count: 1 },
    ]);
    const narrowed = await search('domain=surgery');
    expect(narrowed.total).toBe(2);
    expect(narrowed.facets.owner).toEqual([{ value: 'surgery', count: 2 }]);
    expect(narrowed.facets.domain).toContainEqual({ value: 'cardiology', count: 2 });
    expect((await search('limit=1')).facets).toMatchObject({
      port: [{ value: 'dataset', count: 2 }],
      freshness: [
        { value: '1m', count: 1 },
        { value: '15m', count: 2 },
        { value: '1h', count: 2 },
        { value: '1d', count: 2 },
        { value: '7d', count: 2 },
      ],
    });
  });

  it('marks what was asked for in pieces of text that need no escaping', async () => {
    const [hit] = (await search('q=lymph')).results;
    expect(hit.marked.title).toEqual([{ text: '<b>Bold</b> *claims*' }]);
    const said = (hit.marked.passage as { text: string }[]).map(({ text }) => text).join('');
    expect(said).toBe('<script>alert("lymph")</script> & *lymph* nodes');
    expect(hit.marked.passage).toContainEqual({ text: 'lymph', match: true });
  });

  it('shows the field that was meant, by its term as well as by its code', async () => {
    const [byTerm] = (await search('q=pulse')).results;
    expect(byTerm.fields[0]).toMatchObject({ port: 'rows', field: 'thalach' });
    expect(byTerm.fields[0].parts).toContainEqual({ text: 'pulse', match: true });
    const [byCode] = (await search('q=8867-4')).results;
    expect(byCode.fields[0]).toMatchObject({ field: 'thalach' });
    const [byUnit] = (await search('q=mm%5BHg%5D')).results;
    expect(byUnit.fields[0]).toMatchObject({ field: 'restingBloodPressure' });
  });

  it('pages through what was found, each product once', async () => {
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = await search(`limit=4${cursor}`);
      seen.push(...page.results.map(({ id }: Json) => id));
      if (page.nextCursor === undefined) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(seen).toHaveLength(PRODUCTS.length - 1);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('suggests terms, tags, domains, products and fields while one types', async () => {
    const suggest = async (q: string) =>
      ((await (await service.call('GET', `/catalog/search/suggestions?q=${q}`)).json()) as Json).suggestions;
    expect(await suggest('pul')).toContainEqual({ text: 'pulse', kind: 'term' });
    expect(await suggest('rate')).toContainEqual({ text: 'Heart rate', kind: 'term' });
    expect(await suggest('tre')).toContainEqual({ text: 'treadmill', kind: 'tag' });
    expect(await suggest('card')).toContainEqual({ text: 'cardiology', kind: 'domain' });
    expect(await suggest('THAL')).toContainEqual({ text: 'thalach', kind: 'field' });
    expect(await suggest('exercise%20te')).toEqual([
      { text: 'Exercise tests', kind: 'product', id: 'cardiology.exercise' },
    ]);
    expect(await suggest('scan%20arch')).not.toContainEqual(expect.objectContaining({ id: 'radiology.first-scans' }));
    expect(await suggest('%25')).toEqual([]);
  });

  it('puts the product that is used before its equal', async () => {
    expect(await asked('theatre')).toEqual(['surgery.one', 'surgery.two']);
    const to = new Date();
    const data: Measurement = {
      product: 'surgery.two',
      version: '1.0.0',
      instance: 'one',
      from: new Date(to.getTime() - 10_000).toISOString(),
      to: to.toISOString(),
      ports: [{ name: 'times', calls: 40, faults: 0, callers: { 'ward-app': 30, 'night-app': 10 } }],
    };
    await service.log.append(CATALOG_MEASURED_TOPIC, [
      { id: randomUUID(), source: 'urn:test', type: CATALOG_MEASURED_TOPIC, time: data.to, key: data.product, data },
    ]);
    await eventually(async () => (await asked('theatre'))[0] === 'surgery.two');
    expect((await search('q=theatre')).results[0].use).toEqual({ calls: 40, consumers: 2 });
    expect((await found('limit=1'))[0]).toBe('surgery.two');
  });

  it('finds a product by its new words and no longer by its old ones once it is described otherwise', async () => {
    const changed = product('oncology.trials', { title: 'Marker panel' });
    await announce([changed]);
    await eventually(async () => (await asked('marker')).length === 1);
    await announce([{ ...changed, title: 'Biopsy panel', version: '1.0.1' }]);
    await eventually(async () => (await asked('biopsy')).length === 1);
    expect((await search('q=marker')).results).toEqual([]);
  });

  it('makes entries anew at the start where they are missing', async () => {
    await db.database.query(`DELETE FROM catalog.search_entry WHERE product_id = 'logistics.beds'`);
    expect(await asked('beds')).toEqual([]);
    const other = await startServiceUnderTest(CatalogModule.forRoot(), db.database);
    await eventually(async () => (await asked('beds')).length === 1).finally(() => other.close());
  });
});
