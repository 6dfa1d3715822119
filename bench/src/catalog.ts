import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, startEmbeddedPostgres, type Database } from '@mesh/database';
import type { ProductDescription } from '@mesh/events';
import { PostgresEventLog } from '@mesh/events-postgres';
import { freePorts, MeshProcess } from '@mesh/test-journeys';
import { startBaseline } from './baselines/baseline-process.js';
import { ask, type Latencies } from './catalog/asking.js';
import { registerBare } from './catalog/bare-registration.js';
import { askBare } from './catalog/bare-text-query.js';
import { questionsFor, type Questions } from './catalog/questions.js';
import { announceAll, measureUse, type Registry } from './catalog/registration.js';
import { Seeded } from './catalog/seeded.js';
import { SyntheticProducts } from './catalog/synthetic-products.js';
import { processorTimeOf } from './machine/processor-time.js';

const PRODUCTS = 100_000;
const BARE_PRODUCTS = 20_000;
const BEATS = 20_000;
const SEED = 20_260_101;
const CONNECTIONS = 2;
const BARE_READS = 3_000;

/**
 * The catalog of a real control plane with very many products: registrations through the event log beside bare inserts
 * of the same texts, and every kind of question over HTTP beside a bare read by key and a bare text query.
 */
export async function run(count = PRODUCTS): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'mesh-bench-'));
  await chmod(folder, 0o711);
  const place = { home: join(folder, 'home'), port: await freePorts() };
  const server = await startEmbeddedPostgres({ home: place.home });
  const database = openDatabase(server.url, { maxConnections: 12, statementTimeoutMs: 600_000 });
  const mesh = MeshProcess.serving('control-plane', place, { DATABASE_URL: server.url });
  try {
    await mesh.start();
    const log = await PostgresEventLog.open(database);
    const figures = await measure({ database, log }, { mesh, databaseUrl: server.url, count });
    await log.close();
    return figures;
  } finally {
    await mesh.dispose();
    await database.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Measured {
  readonly mesh: MeshProcess;
  readonly databaseUrl: string;
  readonly count: number;
}

async function measure(registry: Registry, { mesh, databaseUrl, count }: Measured): Promise<unknown> {
  const products = new SyntheticProducts(SEED);
  const first: ProductDescription[] = [];
  const registered = await costing(mesh, () => announceAll(registry, 'started', remembered(products, count, first)));
  const beaten = await costing(mesh, () => announceAll(registry, 'alive', first));
  const bareInsertsPerSecond = await registerBare(registry.database, first);
  await measureUse(registry, useOf(first));
  await checkIndex(registry.database, count);
  // What autovacuum does by itself within minutes after so many rows.
  await registry.database.query('VACUUM (ANALYZE) catalog.search_entry');
  const questions = questionsFor(products, SEED);
  const bareRead = await readBare(databaseUrl, first);
  const search = await searchAll(mesh, questions);
  const bareTextQuery = await askBare(registry.database, questions);
  return {
    products: count,
    registration: {
      registrationsPerSecond: Math.round(registered.result),
      ...costOf(registered, count),
      heartbeatsPerSecond: Math.round(beaten.result),
      bareInsertsPerSecond: Math.round(bareInsertsPerSecond),
      registrationsToBareInserts: registered.result / bareInsertsPerSecond,
    },
    search: {
      ...search,
      bareReadByKey: bareRead,
      bareTextQuery,
      p50ToBareRead: search.all.p50Ms / bareRead.p50Ms,
      p95ToBareRead: search.all.p95Ms / bareRead.p95Ms,
      p95ToBareTextQuery: search.all.p95Ms / bareTextQuery.p95Ms,
    },
  };
}

/** The products one after the other; the first ones are kept. */
function* remembered(
  products: SyntheticProducts,
  count: number,
  first: ProductDescription[],
): Generator<ProductDescription> {
  for (let number = 0; number < count; number += 1) {
    const product = products.next(number);
    if (first.length < Math.min(BARE_PRODUCTS, BEATS)) first.push(product);
    yield product;
  }
}

/** Half of them are used, a few of them much. */
function useOf(products: readonly ProductDescription[]) {
  const seeded = new Seeded(SEED);
  return products
    .filter(() => seeded.next() < 0.5)
    .map(({ id }) => {
      const callers = Array.from({ length: seeded.between(1, 5) }, () => `app-${seeded.between(1, 400)}`);
      return { id, callers: Object.fromEntries(callers.map((app) => [app, Math.ceil(50 / (seeded.next() + 0.001))])) };
    });
}

async function checkIndex(database: Database, count: number): Promise<void> {
  const [row] = await database.query<{ products: number; entries: number }>(
    `SELECT count(*)::int AS products, count(product_id)::int AS entries
     FROM catalog.product LEFT JOIN catalog.search_entry ON product_id = id`,
  );
  if (row?.products !== count || row.entries !== count)
    throw new Error(`of ${count} products ${row?.products} were stored and ${row?.entries} can be found`);
}

async function readBare(databaseUrl: string, products: readonly ProductDescription[]): Promise<Latencies> {
  const baseline = await startBaseline('nest-select', [databaseUrl]);
  try {
    const addresses = Array.from(
      { length: BARE_READS },
      (_, n) => `http://127.0.0.1:${baseline.port}/${products[n % products.length]!.id}`,
    );
    await ask(addresses.slice(0, 300), CONNECTIONS);
    return await ask(addresses, CONNECTIONS);
  } finally {
    await baseline.stop();
  }
}

async function searchAll(mesh: MeshProcess, questions: Questions) {
  const ways = Object.entries(questions).map(
    ([kind, queries]) => [kind, queries.map((query) => `${mesh.address()}/catalog/search?${query}`)] as const,
  );
  // In turns, so that what else the machine does meets all kinds alike.
  const mixed = Array.from({ length: ways[0]![1].length }, (_, n) => ways.map(([, addresses]) => addresses[n]!)).flat();
  await ask(mixed, CONNECTIONS);
  const all = await costing(mesh, () => ask(mixed, CONNECTIONS));
  const kinds: Record<string, Latencies> = {};
  for (const [kind, addresses] of ways) kinds[kind] = await ask(addresses, CONNECTIONS);
  return { connections: CONNECTIONS, all: { ...all.result, ...costOf(all, mixed.length) }, kinds };
}

interface Costing<Result> {
  readonly result: Result;
  readonly processMicros: number;
  readonly postgresMicros: number;
}

/** Does something and reads what processor time it cost, which other work on the machine does not change. */
async function costing<Result>(mesh: MeshProcess, work: () => Promise<Result>): Promise<Costing<Result>> {
  const before = processorTimeOf(mesh.pid, mesh.postgresPid);
  const result = await work();
  const after = processorTimeOf(mesh.pid, mesh.postgresPid);
  return {
    result,
    processMicros: after.processMicros - before.processMicros,
    postgresMicros: after.postgresMicros - before.postgresMicros,
  };
}

const costOf = ({ processMicros, postgresMicros }: Costing<unknown>, times: number) => ({
  processMicrosEach: Math.round(processMicros / times),
  postgresMicrosEach: Math.round(postgresMicros / times),
});
