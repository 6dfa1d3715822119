import { platformModels } from '@mesh/platform-models';
import { platformTraining } from '@mesh/platform-training';
import { TokenVerifier } from '@mesh/access';
import { CATALOG_ANNOUNCED_TOPIC, type Announcement } from '@mesh/events';
import { ALIAS_MOVED_TOPIC } from '@mesh/models';
import { namesOf, type DataProduct } from '@mesh/product';
import { HostedProducts } from '@mesh/runtime';
import {
  startServiceUnderTest,
  startTestDatabase,
  type Json,
  type ServiceUnderTest,
  type TestDatabase,
} from '@mesh/testing';
import { TRAINING_REPORTED_TOPIC, TRAINING_REQUESTED_TOPIC } from '@mesh/training';
import { PlatformProductsModule } from './platform-products.module.js';

const ADDRESS = 'http://127.0.0.1:23456';
const products: readonly DataProduct[] = [platformTraining, platformModels];

describe('given a control plane with products of its own', () => {
  let db: TestDatabase;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    db = await startTestDatabase();
    const verifier = { verify: () => Promise.reject(new Error('nobody asks here')) };
    service = await startServiceUnderTest(
      PlatformProductsModule.forRoot({ home: '/nowhere', address: ADDRESS }),
      db.database,
      [
        { provide: HostedProducts, useValue: new HostedProducts() },
        { provide: TokenVerifier, useValue: verifier },
      ],
    );
  });

  afterAll(async () => {
    await service.close();
    await db.close();
  });

  it('declares the very topics on which the platform speaks', () => {
    const topics = products.flatMap((product) =>
      Object.keys(product.ports).map((port) => namesOf(product).topic(port)),
    );
    expect(topics).toEqual([TRAINING_REQUESTED_TOPIC, TRAINING_REPORTED_TOPIC, ALIAS_MOVED_TOPIC]);
  });

  it('announces them to the catalog, with their documents', async () => {
    const ranges = await service.log.ranges(CATALOG_ANNOUNCED_TOPIC);
    const events = await Promise.all(
      ranges.map(({ partition, earliest }) => service.log.read(CATALOG_ANNOUNCED_TOPIC, partition, earliest, 100)),
    );
    const started = events
      .flat()
      .map(({ data }) => data as Announcement)
      .filter(({ state }) => state === 'started');
    expect(started.map(({ product }) => product.id).sort()).toEqual(['platform.models', 'platform.training']);
    for (const { address, documents } of started) {
      expect(address).toBe(ADDRESS);
      expect(documents!.map(({ name }) => name)).toContain('asyncapi.json');
    }
  });

  it('gives their documents to everybody who finds them', async () => {
    const found = (await (await service.call('GET', '/.well-known/data-products')).json()) as Json;
    const links = found.products.flatMap(({ links: { documents } }: Json) => documents.map(({ href }: Json) => href));
    expect(links.length).toBeGreaterThanOrEqual(10);
    for (const href of links) expect((await fetch(new URL(href, service.address))).status).toBe(200);
  });
});
