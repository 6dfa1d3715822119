import { platformEvaluation } from '@mesh/platform-evaluation';
import { platformModels } from '@mesh/platform-models';
import { platformTraining } from '@mesh/platform-training';
import { AGREED_TOPIC, TokenVerifier, type AgreedAccess } from '@mesh/access';
import { CATALOG_ANNOUNCED_TOPIC, type Announcement } from '@mesh/events';
import {
  ALIAS_MOVED_TOPIC,
  ARMS_REPORTED_TOPIC,
  EVALUATION_ACTED_TOPIC,
  ROLLOUT_CHANGED_TOPIC,
  STANDING_TOPIC,
} from '@mesh/models';
import { namesOf, type DataProduct } from '@mesh/product';
import { HostedProducts, Readiness } from '@mesh/runtime';
import {
  eventually,
  startServiceUnderTest,
  startTestDatabase,
  type Json,
  type ServiceUnderTest,
  type TestDatabase,
} from '@mesh/testing';
import {
  TRAINING_CANCELLED_TOPIC,
  TRAINING_LOGGED_TOPIC,
  TRAINING_OFFERED_TOPIC,
  TRAINING_REPORTED_TOPIC,
  TRAINING_REQUESTED_TOPIC,
} from '@mesh/training';
import { PlatformProductsModule } from './platform-products.module.js';

const ADDRESS = 'http://127.0.0.1:23456';
const products: readonly DataProduct[] = [platformTraining, platformModels, platformEvaluation];

describe('given a control plane with products of its own', () => {
  let db: TestDatabase;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    db = await startTestDatabase();
    // Of the tokens that are already taken, only the end is looked for.
    const verifier = { verify: () => ({ subject: 'test', roles: [], purposes: [], expiresAt: Date.now() }) };
    service = await startServiceUnderTest(
      PlatformProductsModule.forRoot({ home: '/nowhere', address: ADDRESS }),
      db.database,
      [
        { provide: HostedProducts, useValue: new HostedProducts() },
        { provide: Readiness, useValue: new Readiness() },
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
    expect(topics).toEqual([
      ...[TRAINING_REQUESTED_TOPIC, TRAINING_REPORTED_TOPIC, TRAINING_CANCELLED_TOPIC],
      ...[TRAINING_LOGGED_TOPIC, TRAINING_OFFERED_TOPIC],
      ...[ALIAS_MOVED_TOPIC, ROLLOUT_CHANGED_TOPIC, ARMS_REPORTED_TOPIC],
      ...[STANDING_TOPIC, EVALUATION_ACTED_TOPIC],
    ]);
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
    expect(started.map(({ product }) => product.id).sort()).toEqual([
      'platform.evaluation',
      'platform.models',
      'platform.training',
    ]);
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

  it('refuses whom nothing lets in, and lets in whom an agreement does', async () => {
    const asked = async () => {
      const watching = new AbortController();
      const response = await fetch(new URL('/evaluation/v1/events/acted', service.address), {
        headers: { authorization: 'Bearer consumer', 'mesh-purpose': 'HQUALIMP' },
        signal: watching.signal,
      });
      watching.abort();
      return response.status;
    };
    await service.log.declareTopic({ name: EVALUATION_ACTED_TOPIC });
    expect(await asked()).toBe(403);
    const at = new Date().toISOString();
    const agreed: AgreedAccess = {
      ...{ id: 'agreement-1', version: 2, status: 'granted', product: platformEvaluation.id, port: 'acted' },
      ...{ consumer: 'test-consumer', purpose: 'HQUALIMP', from: at, until: '2999-01-01T00:00:00Z' },
      ...{ reveals: [], at, by: 'somebody' },
    };
    const event = { id: 'a', source: '/test', type: AGREED_TOPIC, time: at, key: agreed.id, data: agreed };
    await service.log.append(AGREED_TOPIC, [event]);
    await eventually(async () => expect(await asked()).toBe(200));
  });
});
