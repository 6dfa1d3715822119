import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SyntheticProducts } from '@mesh/bench';
import { openDatabase, startEmbeddedPostgres, type Database, type EmbeddedPostgres } from '@mesh/database';
import { CATALOG_ANNOUNCED_TOPIC, type Announcement, type EventLog } from '@mesh/events';
import { PostgresEventLog } from '@mesh/events-postgres';
import { freePorts, MeshProcess } from '@mesh/test-journeys';

const PRODUCTS = 4_000;
const BATCH = 100;
const KILLS = 6;
const START_TIMEOUT_MS = 60_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe(`given a catalog that is killed without warning ${KILLS} times while products register`, () => {
  let folder: string;
  let server: EmbeddedPostgres;
  let database: Database;
  let log: EventLog;
  let mesh: MeshProcess;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mesh-faults-'));
    await chmod(folder, 0o711);
    const place = { home: join(folder, 'home'), port: await freePorts() };
    server = await startEmbeddedPostgres({ home: place.home });
    database = openDatabase(server.url);
    mesh = MeshProcess.serving('control-plane', place, { DATABASE_URL: server.url });
    await mesh.start(START_TIMEOUT_MS);
    log = await PostgresEventLog.open(database);
  }, START_TIMEOUT_MS + 30_000);

  afterAll(async () => {
    await log.close();
    await mesh.dispose();
    await database.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  /** Products that are stored and cannot be found by what they say, and entries of products that are not stored. */
  async function differences(): Promise<{ stored: number; unfindable: number }> {
    const [row] = await database.query<{ stored: number; unfindable: number }>(
      `SELECT (count(product.id) FILTER (WHERE product.domain <> 'platform'))::int AS stored, (count(*) FILTER (WHERE entry.product_id IS NULL OR product.id IS NULL
         OR NOT entry.names @@ plainto_tsquery('english', product.description ->> 'title')
         OR NOT entry.facets @> ARRAY['domain:' || product.domain]))::int AS unfindable
       FROM catalog.product AS product FULL JOIN catalog.search_entry AS entry ON entry.product_id = product.id`,
    );
    return row ?? { stored: 0, unfindable: 0 };
  }

  it(
    'finds at every moment exactly what it has stored, and in the end everything',
    async () => {
      const products = new SyntheticProducts(11);
      const registering = (async () => {
        for (let from = 0; from < PRODUCTS; from += BATCH) {
          const events = Array.from({ length: BATCH }, (_, n) => {
            const product = products.next(from + n);
            const at = new Date().toISOString();
            const data: Announcement = {
              state: 'started',
              instance: 'one',
              at,
              address: 'http://127.0.0.1:1',
              product,
            };
            return {
              id: product.id,
              source: 'urn:test',
              type: CATALOG_ANNOUNCED_TOPIC,
              time: at,
              key: product.id,
              data,
            };
          });
          await log.append(CATALOG_ANNOUNCED_TOPIC, events);
          await pause(50);
        }
      })();
      for (let kill = 1; kill <= KILLS; kill += 1) {
        await pause(200 + ((kill * 331) % 700));
        await mesh.kill9();
        expect((await differences()).unfindable).toBe(0);
        await mesh.start(START_TIMEOUT_MS);
      }
      await registering;
      const deadline = Date.now() + 60_000;
      while ((await log.lag(CATALOG_ANNOUNCED_TOPIC, 'catalog')) > 0 && Date.now() < deadline) await pause(50);
      expect(await differences()).toEqual({ stored: PRODUCTS, unfindable: 0 });
    },
    120_000 + KILLS * START_TIMEOUT_MS,
  );
});
