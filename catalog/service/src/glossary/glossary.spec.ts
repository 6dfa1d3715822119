import type { Json } from '@mesh/testing';

import { pulse, startCatalog, type CatalogUnderTest } from '../testing/catalog.suite.js';

describe('given products whose fields stand for terms', () => {
  const rhythm = { ...pulse, id: 'cardiology.rhythm', name: 'rhythm', title: 'Rhythm' };
  const age = { id: 'age', title: 'Age', definition: 'Years since birth.', synonyms: [], codes: [] };
  let catalog: CatalogUnderTest;
  beforeAll(async () => {
    catalog = await startCatalog();
    await catalog.announce(pulse);
    await catalog.announce({ ...rhythm, terms: [...pulse.terms!, age] });
    await catalog.heard();
  });
  afterAll(() => catalog.close());

  it('lists the terms with how far they are shared', async () => {
    const { terms } = await catalog.get('/catalog/glossary');
    expect(terms).toEqual([
      { ...age, products: 1, fields: 0, links: { self: '/catalog/glossary/age' } },
      { ...pulse.terms![0], products: 2, fields: 4, links: { self: '/catalog/glossary/heart-rate' } },
    ]);
    const first = await catalog.get('/catalog/glossary?limit=1');
    const second = await catalog.get(`/catalog/glossary?limit=1&cursor=${first.nextCursor}`);
    expect(second.terms).toEqual([terms[1]]);
  });

  it('finds the products and fields that mean a term', async () => {
    const term = await catalog.get('/catalog/glossary/heart-rate');
    expect(term.definition).toBe('Beats of the heart in a minute.');
    expect(term.uses).toEqual([
      {
        product: 'cardiology.pulse',
        title: 'Pulse',
        fields: [
          { port: 'readings', field: 'pulse' },
          { port: 'history', field: 'pulse' },
        ],
        links: { product: '/catalog/products/cardiology.pulse' },
      },
      expect.objectContaining({ product: 'cardiology.rhythm' }),
    ]);
  });

  it.each(['nothing', 'a%00b', '..%2Fx'])('answers 404 for the term %s', async (term) => {
    const answer = await catalog.service.call('GET', `/catalog/glossary/${term}`);
    expect([answer.status, ((await answer.json()) as Json).code]).toEqual([404, 'CATALOG.TERM_UNKNOWN']);
  });

  it('forgets a term that no product uses any more', async () => {
    await catalog.announce({ ...rhythm, version: '1.0.1' });
    await catalog.heard();
    expect((await catalog.get('/catalog/glossary')).terms.map(({ id }: Json) => id)).toEqual(['heart-rate']);
  });
});
