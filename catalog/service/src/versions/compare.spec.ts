import { IsNumber, IsOptional, Max, Min } from 'class-validator';

import { publishedDocuments } from '@mesh/documents';
import { dataProduct, Example, rest, type Shape } from '@mesh/product';
import type { Json } from '@mesh/testing';

import { pulse, startCatalog, type CatalogUnderTest } from '../testing/catalog.suite.js';

class Reading {
  @Example(61)
  @IsNumber()
  @Min(20)
  @Max(300)
  pulse!: number;
}

class Receipt {
  @Example(1)
  @IsNumber()
  taken!: number;
}

class LooseReceipt {
  @Example(1)
  @IsOptional()
  @IsNumber()
  taken?: number | null;
}

const declared = (version: '1.0.0' | '1.0.1', returns: Shape) =>
  dataProduct('cardiology.pulse', {
    version,
    title: 'Pulse',
    owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
    purpose: 'Follow the pulse of a person.',
    sensitivity: 'phi',
    ports: { readings: rest.post('/readings', { summary: 'Takes a reading', body: Reading, returns }) },
    grants: [{ role: 'clinic', ports: ['readings'], purposes: ['TREAT'] }],
    promises: { availability: 0.999, freshness: '5m', retention: '7y' },
  });

describe('given two versions of a product that were announced with their documents', () => {
  const path = '/catalog/products/cardiology.pulse/versions/compare';
  let catalog: CatalogUnderTest;
  beforeAll(async () => {
    catalog = await startCatalog();
    for (const [version, returns] of [
      ['1.0.0', Receipt],
      ['1.0.1', LooseReceipt],
    ] as const) {
      const documents = publishedDocuments(declared(version, returns)).map(({ name, text }) => ({ name, text }));
      await catalog.announce(
        { ...pulse, version },
        { documents: [...documents, { name: 'pulse.card.md', text: '# Pulse' }] },
      );
    }
    await catalog.announce({ ...pulse, version: '1.0.2' });
    await catalog.measure(pulse, [{ name: 'readings', calls: 4, faults: 0, callers: { 'clinic-app': 4 } }]);
    await catalog.heard();
  });
  afterAll(() => catalog.close());

  it('says what is different, whom it hurts and which version it deserves', async () => {
    const answer = await catalog.get(`${path}?from=1.0.0&to=1.0.1`);
    expect(answer.changes.filter(({ hurts }: Json) => hurts === 'readers').length).toBeGreaterThan(0);
    expect(answer.verdict).toMatchObject({
      released: '1.0.0',
      declared: '1.0.1',
      deserves: 'major',
      acceptable: false,
    });
    const [broken] = answer.breaks;
    expect(broken.consumer).toMatchObject({ kind: 'caller', id: '1 caller', port: 'readings' });
    expect(broken.changes.every((place: number) => answer.changes[place].hurts !== 'nobody')).toBe(true);
    expect(JSON.stringify(answer)).not.toContain('clinic-app');
  });

  it('finds nothing between a version and itself', async () => {
    expect(await catalog.get(`${path}?from=1.0.1&to=1.0.1`)).toMatchObject({ changes: [], breaks: [] });
  });

  it.each([
    ['', 422, 'CATALOG.QUERY_INVALID'],
    ['?from=a%20b', 422, 'CATALOG.QUERY_INVALID'],
    ['?from=0.9.0', 404, 'CATALOG.VERSION_UNKNOWN'],
    ['?from=1.0.0', 404, 'CATALOG.DOCUMENT_UNKNOWN'],
  ])('answers %j with %d', async (query, status, code) => {
    const answer = await catalog.service.call('GET', `${path}${query}`);
    expect([answer.status, ((await answer.json()) as Json).code]).toEqual([status, code]);
  });
});
