import { randomUUID } from 'node:crypto';

import type { Provider } from '@nestjs/common';

import {
  CATALOG_ANNOUNCED_TOPIC,
  CATALOG_MEASURED_TOPIC,
  LATENCY_BOUNDS_MS,
  type Announcement,
  type DocumentText,
  type MeasuredPort,
  type Measurement,
  type ProductDescription,
} from '@mesh/events';
import {
  eventually,
  startServiceUnderTest,
  startTestDatabase,
  testClock,
  type Json,
  type ServiceUnderTest,
  type TestClock,
  type TestDatabase,
} from '@mesh/testing';

import { CatalogModule } from '../catalog.module.js';

/** A product as a service would describe it. */
export const pulse: ProductDescription = {
  id: 'cardiology.pulse',
  urn: 'urn:mesh:cardiology:pulse',
  domain: 'cardiology',
  name: 'pulse',
  title: 'Pulse',
  version: '1.0.0',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Follow the pulse of a person.',
  description: 'Pulse: follow the pulse of a person.',
  sensitivity: 'phi',
  lifecycle: 'active',
  tags: ['pulse'],
  terms: [
    {
      id: 'heart-rate',
      title: 'Heart rate',
      definition: 'Beats of the heart in a minute.',
      synonyms: ['pulse'],
      codes: [],
    },
  ],
  ports: [
    {
      name: 'readings',
      urn: 'urn:mesh:cardiology:pulse:readings',
      kind: 'rest',
      method: 'POST',
      path: '/pulse/v1/readings',
      summary: 'Takes a reading',
      fields: [{ name: 'pulse', type: 'number', phi: false, term: 'heart-rate', unit: '/min' }],
    },
    {
      name: 'taken',
      urn: 'urn:mesh:cardiology:pulse:taken',
      kind: 'event',
      topic: 'cardiology.pulse.taken.v1',
      summary: 'A reading was taken',
      fields: [],
    },
    {
      name: 'history',
      urn: 'urn:mesh:cardiology:pulse:history',
      kind: 'dataset',
      method: 'GET',
      path: '/pulse/v1/history',
      summary: 'Every reading',
      fields: [{ name: 'pulse', type: 'number', phi: false, term: 'heart-rate' }],
      refresh: '5m',
      quality: [
        {
          id: 'nullValues-pulse',
          metric: 'nullValues',
          field: 'pulse',
          dimension: 'completeness',
          severity: 'error',
          because: 'A reading without a pulse says nothing',
          bound: 'must be 0 rows',
        },
      ],
    },
  ],
  models: [{ name: 'pulse-risk', features: ['pulse'], card: 'pulse.card.md' }],
  inputs: [],
  promises: { availability: 0.999, latencyP99: '25ms', freshness: '5m' },
  grants: [],
};

/** Calls that each took so long, as a histogram. */
export function latencies(callsByMs: Readonly<Record<number, number>>): NonNullable<MeasuredPort['latencyMs']> {
  const counts = new Array<number>(LATENCY_BOUNDS_MS.length + 1).fill(0);
  for (const [ms, calls] of Object.entries(callsByMs))
    counts[LATENCY_BOUNDS_MS.findIndex((bound) => bound >= Number(ms))]! += calls;
  return { bounds: LATENCY_BOUNDS_MS, counts };
}

/** What an announcement may say besides its product. */
export interface Said {
  readonly state?: Announcement['state'];
  readonly instance?: string;
  readonly documents?: readonly DocumentText[];
  /** Base URL of the service that speaks. */
  readonly address?: string;
}

/** A catalog of its own on a real PostgreSQL, with what services would send it. */
export interface CatalogUnderTest {
  readonly clock: TestClock;
  readonly service: ServiceUnderTest;
  readonly db: TestDatabase;
  announce(product: ProductDescription, said?: Said): Promise<void>;
  measure(product: ProductDescription, ports: readonly MeasuredPort[]): Promise<void>;
  /** The body of the answer. */
  get(path: string): Promise<Json>;
  /** Waits until everything that was sent so far is heard. */
  heard(): Promise<void>;
  /** Ends the service and begins another on the same database. */
  restart(between?: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** The groups in which the catalog follows its topics. */
const FOLLOWED = [
  [CATALOG_ANNOUNCED_TOPIC, 'catalog'],
  [CATALOG_MEASURED_TOPIC, 'catalog-measures'],
] as const;

/** Starts it; `beatMs` is how often services are expected to speak. */
export async function startCatalog({
  beatMs = 5_000,
  agreements,
}: { readonly beatMs?: number; readonly agreements?: Provider } = {}): Promise<CatalogUnderTest> {
  const clock = testClock(new Date().toISOString());
  const db = await startTestDatabase();
  const start = (): Promise<ServiceUnderTest> =>
    startServiceUnderTest(
      CatalogModule.forRoot({ now: clock, beatMs, issuer: 'https://issuer.example' }, agreements),
      db.database,
    );
  let service = await start();
  const send = async (topic: string, product: ProductDescription, data: Announcement | Measurement): Promise<void> => {
    const time = clock().toISOString();
    await service.log.append(topic, [
      { id: randomUUID(), source: 'urn:test', type: topic, time, key: product.id, data },
    ]);
  };
  const heard = async (): Promise<void> => {
    for (const [topic, group] of FOLLOWED) await eventually(async () => (await service.log.lag(topic, group)) === 0);
  };
  return {
    clock,
    db,
    get service() {
      return service;
    },
    announce: (product, { state = 'started', instance = 'one', documents, address = 'http://127.0.0.1:4001' } = {}) =>
      send(CATALOG_ANNOUNCED_TOPIC, product, {
        state,
        instance,
        at: clock().toISOString(),
        address,
        product,
        ...(documents && { documents }),
      }),
    measure: (product, ports) =>
      send(CATALOG_MEASURED_TOPIC, product, {
        product: product.id,
        version: product.version,
        instance: 'one',
        from: clock().toISOString(),
        to: clock().toISOString(),
        ports,
      }),
    get: async (path) => (await service.call('GET', path)).json() as Promise<Json>,
    heard,
    restart: async (between = () => Promise.resolve()) => {
      await service.close();
      await between();
      service = await start();
    },
    close: async () => {
      await service.close();
      await db.close();
    },
  };
}
