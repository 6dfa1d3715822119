import type { ProductDescription } from '@mesh/events';
import { eventually, type Json } from '@mesh/testing';

import { pulse as described, startCatalog, type CatalogUnderTest } from '../testing/catalog.suite.js';

const end = { since: '2.0.0', announced: '2026-01-01', sunset: '2027-01-01', replacement: 'cardiology.rhythm' };
const rule = (result: 'pass' | 'fail' | 'error', observed?: number) => ({
  id: 'nullValues-pulse',
  result,
  ...(observed !== undefined && { observed }),
});

describe('given a catalog that hears of products', () => {
  let catalog: CatalogUnderTest;
  beforeAll(async () => void (catalog = await startCatalog({ beatMs: 1_000 })));
  afterAll(() => catalog.close());

  let pulse: ProductDescription;
  let number = 0;
  beforeEach(() => {
    number += 1;
    pulse = { ...described, id: `cardiology.pulse-${number}`, name: `pulse-${number}` };
  });

  const changes = async (query = `?product=${pulse.id}`): Promise<Json[]> =>
    (await catalog.get(`/catalog/changes${query}`)).changes;
  const kinds = async (query?: string): Promise<string[]> => (await changes(query)).map(({ kind }) => kind).reverse();
  const announced = async (product: ProductDescription, state: 'started' | 'alive' | 'stopped' = 'started') => {
    await catalog.announce(product, { state });
    await catalog.heard();
  };
  let checks = 0;
  const checked = async (result: 'pass' | 'fail' | 'error', observed?: number) => {
    checks += 1;
    const at = new Date(Date.UTC(2026, 0, 1) + checks * 1_000).toISOString();
    await catalog.measure(pulse, [{ name: 'history', rules: [{ ...rule(result, observed), at }] }]);
    await catalog.heard();
  };

  it('writes no history for a heartbeat', async () => {
    await announced(pulse);
    const rows = async () =>
      (
        await catalog.db.database.query(`SELECT (SELECT count(*) FROM catalog.change) AS changes,
        (SELECT count(*) FROM catalog.version) AS versions, (SELECT count(*) FROM catalog.seen_version) AS descriptions,
        (SELECT count(*) FROM catalog.document) AS documents, (SELECT xmin::text FROM catalog.product) AS written,
        (SELECT xmin::text FROM catalog.standing) AS standing`)
      )[0];
    const before = await rows();
    expect(before).toMatchObject({ changes: 1, versions: 1, descriptions: 1 });
    for (let beat = 0; beat < 20; beat += 1) await catalog.announce(pulse, { state: 'alive' });
    await catalog.heard();
    expect(await rows()).toEqual(before);
  });

  it('tells the life of a product in order', async () => {
    await announced({ ...pulse, lifecycle: 'draft' });
    await announced(pulse);
    await announced({ ...pulse, purpose: 'Follow the pulse.' });
    await announced({ ...pulse, version: '2.0.0' });
    await announced({ ...pulse, version: '2.0.0', lifecycle: 'deprecated', deprecation: end });
    await announced({ ...pulse, version: '2.0.0', lifecycle: 'retired' });
    expect(await kinds()).toEqual(['registered', 'activated', 'described', 'version', 'deprecated', 'retired']);
    const [, deprecated, version, changed] = await changes();
    expect(deprecated).toMatchObject({
      product: pulse.id,
      title: 'Pulse',
      detail: { deprecation: end },
      summary: 'The product is deprecated: gone from 2027-01-01, use cardiology.rhythm',
    });
    expect(version).toMatchObject({ version: '2.0.0', detail: { from: '1.0.0', parts: ['purpose'] } });
    expect(changed).toMatchObject({ version: '1.0.0', detail: { parts: ['purpose'] } });
  });

  it('names the ports and documents that are others than before', async () => {
    const place = { mediaType: 'application/json', path: '/pulse/v1/openapi.json' };
    const documents = [
      { name: 'openapi.json', ...place, sha256: 'a' },
      { name: 'asyncapi.json', ...place, sha256: 'b' },
    ];
    await announced({ ...pulse, documents });
    const [readings, taken, history] = pulse.ports;
    await announced({
      ...pulse,
      version: '2.0.0',
      ports: [
        { ...readings!, path: '/pulse/v2/readings' },
        { ...taken!, summary: 'Taken' },
        { ...history!, deprecation: end },
      ],
      documents: [{ ...documents[0]!, sha256: 'c' }],
    });
    const [deprecated, version] = await changes();
    expect(version.detail).toEqual({
      from: '1.0.0',
      parts: ['ports.taken'],
      documents: [
        { name: 'asyncapi.json', before: 'b' },
        { name: 'openapi.json', before: 'a', after: 'c' },
      ],
    });
    expect(deprecated).toMatchObject({ kind: 'deprecated', detail: { port: 'history', deprecation: end } });
  });

  it('takes two builds that are served side by side for no change again and again', async () => {
    await announced(pulse);
    const next = { ...pulse, version: '1.1.0' };
    for (let turn = 0; turn < 4; turn += 1) {
      await announced(next, 'alive');
      await announced(pulse, 'alive');
    }
    expect(await kinds()).toEqual(['registered', 'version']);
    const { versions } = await catalog.get(`/catalog/products/${pulse.id}/versions`);
    expect(
      versions.map(({ version, current, replacedAt }: Json) => [version, current, replacedAt !== undefined]),
    ).toEqual([
      ['1.1.0', false, true],
      ['1.0.0', true, false],
    ]);
  });

  it('tells the same when all of it is heard at once', async () => {
    for (const version of ['1.0.0', '1.1.0', '1.0.0', '1.1.0', '2.0.0', '1.1.0'])
      await catalog.announce({ ...pulse, version });
    await catalog.heard();
    expect(await kinds()).toEqual(['registered', 'version', 'version']);
    const { versions } = await catalog.get(`/catalog/products/${pulse.id}/versions`);
    expect(versions.filter(({ current, replacedAt }: Json) => current || replacedAt === undefined)).toEqual([
      expect.objectContaining({ version: '1.1.0', current: true }),
    ]);
  });

  it('tells once that a rule broke and once that it holds again', async () => {
    await announced(pulse);
    await checked('pass', 0);
    await checked('fail', 3);
    await checked('fail', 4);
    await checked('error');
    await checked('fail', 2);
    await checked('pass', 0);
    expect(await kinds()).toEqual(['registered', 'rule-broken', 'rule-mended']);
    const [, broken] = await changes();
    expect(broken).toMatchObject({
      detail: { port: 'history', rule: 'nullValues-pulse', observed: 3 },
      summary: 'Quality rule nullValues-pulse of history is broken: 3 found',
    });
  });

  it('tells when a product goes and when it comes back', async () => {
    await announced(pulse);
    await announced(pulse, 'stopped');
    await announced(pulse, 'stopped');
    await announced(pulse, 'started');
    expect(await kinds()).toEqual(['registered', 'went-away', 'came-back']);
  });

  it('gives a page after the other, of one product, since a time', async () => {
    const other = { ...pulse, id: 'cardiology.rhythm', name: 'rhythm', title: 'Rhythm' };
    await announced(pulse);
    await announced(other);
    await announced({ ...other, version: '1.1.0' });
    const first = await catalog.get('/catalog/changes?limit=2');
    expect(first.changes.map(({ product }: Json) => product)).toEqual(['cardiology.rhythm', 'cardiology.rhythm']);
    const second = await catalog.get(`/catalog/changes?limit=2&cursor=${first.nextCursor}`);
    expect(second.changes[0].product).toBe(pulse.id);
    expect(await kinds('?product=cardiology.rhythm')).toEqual(['registered', 'version']);
    expect(await kinds(`?since=${encodeURIComponent(first.changes[0].at)}`)).toEqual(['version']);
    const last = await catalog.get('/catalog/changes?product=cardiology.rhythm&limit=2');
    expect(last.nextCursor).toBeUndefined();
  });

  it('answers 304 until something happens', async () => {
    await announced(pulse);
    const etag = (await catalog.service.call('GET', '/catalog/changes')).headers.get('etag')!;
    const again = () => catalog.service.call('GET', '/catalog/changes', { headers: { 'if-none-match': etag } });
    expect((await again()).status).toBe(304);
    await announced({ ...pulse, version: '1.0.1' });
    expect((await again()).status).toBe(200);
  });

  it('gives the changes as an Atom feed', async () => {
    await announced({ ...pulse, title: 'Pulse & <rhythm>' });
    const answer = await fetch(`${catalog.service.address}/catalog/changes.atom?product=${pulse.id}`);
    expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const feed = await answer.text();
    expect(feed).toContain('<feed xmlns="http://www.w3.org/2005/Atom">');
    expect(feed).toContain(`<id>urn:mesh:catalog:change:${(await changes())[0]!.id}</id>`);
    expect(feed).toContain(`href="${catalog.service.address}/catalog/products/${pulse.id}"`);
    expect(feed).toContain('Pulse &amp; &lt;rhythm&gt;: Registered with version 1.0.0');
    expect(feed).toContain(`rel="self" href="${catalog.service.address}/catalog/changes.atom?product=${pulse.id}"`);
  });

  it('lets nobody rewrite what happened', async () => {
    await announced(pulse);
    for (const statement of [
      'DELETE FROM catalog.change',
      `UPDATE catalog.change SET kind = 'x'`,
      'TRUNCATE catalog.change',
    ])
      await expect(catalog.db.database.query(statement)).rejects.toMatchObject({ name: expect.any(String) });
    expect(await kinds()).toEqual(['registered']);
  });

  it.each([
    ['since=yesterday', '/since'],
    ['since=2026-13-45T00:00:00Z', '/since'],
    ['limit=0', '/limit'],
    ['product=a%20b', '/product'],
    ['kind=x', ''],
  ])('refuses %s', async (query, pointer) => {
    const answer = await catalog.service.call('GET', `/catalog/changes?${query}`);
    const problem = (await answer.json()) as Json;
    expect([answer.status, problem.code, problem.errors[0].pointer]).toEqual([422, 'CATALOG.QUERY_INVALID', pointer]);
  });

  it('survives a cursor of somebody else', async () => {
    expect((await catalog.service.call('GET', '/catalog/changes?cursor=bm8')).status).toBe(200);
  });

  it('finds a product that fell silent without a word', async () => {
    await announced(pulse);
    catalog.clock.advance(3_600_000);
    await eventually(async () => expect(await kinds()).toEqual(['registered', 'went-away']), { timeoutMs: 15_000 });
    await announced(pulse, 'alive');
    expect(await kinds()).toEqual(['registered', 'went-away', 'came-back']);
  });
});
