import { randomUUID } from 'node:crypto';
import { CATALOG_ANNOUNCED_TOPIC, type Announcement } from '@mesh/events';
import { eventually, startServiceUnderTest, startTestDatabase, type Json, type ServiceUnderTest } from '@mesh/testing';
import { REGISTRY_GROUP } from '../contracts/contract-follower.js';
import { SchemaRegistryModule } from '../index.js';

const MEDIA_TYPE = 'application/vnd.schemaregistry.v1+json';

/** An answer of the registry. */
export interface Answered {
  readonly status: number;
  readonly mediaType: string;
  readonly body: Json;
}

/** A registry on a real PostgreSQL and a real log, and what services and clients say to it. */
export interface RegistryUnderTest {
  /** Where clients find it. */
  readonly host: string;
  /** Sends announcements and waits until they are heard. */
  announce(...announcements: readonly Announcement[]): Promise<void>;
  ask(method: string, path: string, body?: unknown): Promise<Answered>;
  /** Ends the service and begins another on the same database. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Starts it. */
export async function startRegistry(): Promise<RegistryUnderTest> {
  const db = await startTestDatabase();
  const start = (): Promise<ServiceUnderTest> => startServiceUnderTest(SchemaRegistryModule.forRoot(), db.database);
  let service = await start();
  const host = () => `${service.address}/schema-registry`;
  return {
    get host() {
      return host();
    },
    announce: async (...announcements) => {
      const events = announcements.map((data) => ({
        ...{ id: randomUUID(), source: 'urn:test', type: CATALOG_ANNOUNCED_TOPIC, time: data.at },
        ...{ key: data.product.id, data },
      }));
      for (const event of events) await service.log.append(CATALOG_ANNOUNCED_TOPIC, [event]);
      await eventually(async () => (await service.log.lag(CATALOG_ANNOUNCED_TOPIC, REGISTRY_GROUP)) === 0, {
        timeoutMs: 60_000,
      });
    },
    ask: async (method, path, body) => {
      const response = await fetch(`${host()}${path}`, {
        method,
        ...(body !== undefined && {
          headers: { 'content-type': MEDIA_TYPE },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      });
      const text = await response.text();
      const mediaType = response.headers.get('content-type') ?? '';
      return { status: response.status, mediaType, body: text === '' ? undefined : JSON.parse(text) };
    },
    restart: async () => {
      await service.close();
      service = await start();
    },
    close: async () => {
      await service.close();
      await db.close();
    },
  };
}
