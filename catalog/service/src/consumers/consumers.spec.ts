import type { Json } from '@mesh/testing';

import { pulse, startCatalog, type CatalogUnderTest } from '../testing/catalog.suite.js';
import { AgreementReader, type GrantedAgreement } from './agreement-reader.js';

const PATH = '/catalog/products/cardiology.pulse/consumers';
const reader = (name: string) => ({
  ...pulse,
  id: `epidemiology.${name}`,
  domain: 'epidemiology',
  name,
  title: name,
  inputs: [{ name: 'readings', from: 'cardiology.pulse:taken' }],
});
const agreed: GrantedAgreement = {
  id: 'agreement-1',
  port: 'history',
  consumer: 'dana-scientist',
  purpose: 'HRESCH',
  until: '2027-01-01T00:00:00.000Z',
};

describe('given a product that others rely on', () => {
  let catalog: CatalogUnderTest;
  beforeAll(async () => {
    const granted = (product: string) => Promise.resolve(product === pulse.id ? [agreed] : []);
    catalog = await startCatalog({ agreements: { provide: AgreementReader, useValue: { granted } } });
    await catalog.announce(pulse);
    for (const name of ['heat', 'flu']) await catalog.announce(reader(name));
    await catalog.measure(pulse, [
      { name: 'readings', calls: 9, faults: 0, callers: { 'clinic-app': 7, 'bracelet-app': 2 } },
    ]);
    await catalog.measure(pulse, [{ name: 'readings', calls: 1, faults: 0, callers: { 'bracelet-app': 1 } }]);
    await catalog.heard();
  });
  afterAll(() => catalog.close());

  const as = async (role: string | undefined): Promise<Json> =>
    (
      await fetch(
        `${catalog.service.address}${PATH}`,
        role === undefined ? {} : { headers: { authorization: `Bearer ${role}` } },
      )
    ).json();

  it.each([undefined, 'consumer', 'domain:epidemiology'])(
    'tells %s which products, and how many callers',
    async (role) => {
      const answer = await as(role);
      expect(answer).toMatchObject({
        identities: false,
        days: 30,
        declared: [
          { product: 'epidemiology.flu', input: 'readings', port: 'taken' },
          { product: 'epidemiology.heat', input: 'readings', port: 'taken' },
        ],
        agreements: [{ id: 'agreement-1', port: 'history', purpose: 'HRESCH' }],
        callers: [{ port: 'readings', callers: 2, calls: 10, lastUsedAt: expect.any(String) }],
      });
      expect(JSON.stringify(answer)).not.toMatch(/clinic-app|bracelet-app|dana-scientist/);
    },
  );

  it.each(['auditor', 'domain:cardiology'])('tells %s who they are', async (role) => {
    const answer = await as(role);
    expect(answer.agreements[0].consumer).toBe('dana-scientist');
    expect(answer.callers[0].who.map(({ caller, calls }: Json) => [caller, calls])).toEqual([
      ['clinic-app', 7],
      ['bracelet-app', 3],
    ]);
  });

  it('lets no cache keep identities, nor give one reader what another may see', async () => {
    const answer = await catalog.service.call('GET', PATH, { role: 'auditor' });
    expect([answer.headers.get('cache-control'), answer.headers.get('vary')]).toEqual(['no-store', 'authorization']);
  });

  it('gives a page after the other', async () => {
    const first = await catalog.get(`${PATH}?limit=1`);
    const second = await catalog.get(`${PATH}?limit=1&cursor=${first.nextCursor}`);
    expect([first, second].map(({ declared }) => declared[0].product)).toEqual([
      'epidemiology.flu',
      'epidemiology.heat',
    ]);
    expect(second.nextCursor).toBeUndefined();
  });

  it('shows both sides of an input as neighbours', async () => {
    const page = await catalog.get('/catalog/products/cardiology.pulse');
    expect(page.neighbours.downstream.map(({ product }: Json) => product)).toEqual([
      'epidemiology.flu',
      'epidemiology.heat',
    ]);
    const other = await catalog.get('/catalog/products/epidemiology.heat');
    expect(other.neighbours.upstream).toEqual([{ product: 'cardiology.pulse', port: 'taken', input: 'readings' }]);
  });

  it('forgets an input that is no longer declared', async () => {
    await catalog.announce({ ...reader('heat'), inputs: [] });
    await catalog.heard();
    expect((await as(undefined)).declared.map(({ product }: Json) => product)).toEqual(['epidemiology.flu']);
  });
});
