import { CATALOG_ANNOUNCED_TOPIC } from '@mesh/events';
import {
  eventually,
  startServiceUnderTest,
  startTestDatabase,
  type Json,
  type ServiceUnderTest,
  type TestDatabase,
} from '@mesh/testing';

import { CatalogModule } from '../catalog.module.js';
import { product, startOf } from '../testing/clinic-products.suite.js';

describe('given very many products', () => {
  const COUNT = 3_000;
  let db: TestDatabase;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    db = await startTestDatabase();
    service = await startServiceUnderTest(CatalogModule.forRoot(), db.database);
  });

  afterAll(async () => {
    await service.close();
    await db.close();
  });

  it('never shows a product that cannot be found, and projects the counts of a frequent word', async () => {
    const events = Array.from({ length: COUNT }, (_, n) =>
      startOf(product(`bulk.product-${n}`, { purpose: n % 2 === 0 ? 'For every patient' : 'For nobody' })),
    );
    for (let from = 0; from < COUNT; from += 500)
      await service.log.append(CATALOG_ANNOUNCED_TOPIC, events.slice(from, from + 500));
    await eventually(
      async () => {
        const [row] = await db.database.query<{ products: number; entries: number }>(
          `SELECT (SELECT count(*) FROM catalog.product)::int AS products,
                  (SELECT count(*) FROM catalog.search_entry)::int AS entries`,
        );
        expect(row?.entries).toBe(row?.products);
        return row?.products === COUNT;
      },
      { timeoutMs: 20_000 },
    );
    const answer = (await (await service.call('GET', '/catalog/search?q=patient&limit=10')).json()) as Json;
    expect(answer.isEstimate).toBe(true);
    expect(answer.results).toHaveLength(10);
    // A tenth is counted: 150 of them, give or take three standard deviations.
    expect(Math.abs(answer.total - COUNT / 2)).toBeLessThan(360);
    const rare = (await (await service.call('GET', '/catalog/search?q=product-2999')).json()) as Json;
    expect(rare).toMatchObject({ total: 1, isEstimate: false });
  });
});
