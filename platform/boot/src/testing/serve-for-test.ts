import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamicModule } from '@nestjs/common';
import type { TokenVerifier } from '@mesh/access';
import { migrate, type Database } from '@mesh/database';
import { PostgresEventLog } from '@mesh/events-postgres';
import { PostgresSubjects, SealedEventLog, SealedTexts } from '@mesh/events-sealed';
import { LocalLake } from '@mesh/lake-local';
import type { ModelRegistry, RolloutSource } from '@mesh/models';
import {
  createLogger,
  DataPlaneLineage,
  HealthController,
  IdempotencyStore,
  Logger,
  type Metrics,
  ProductHost,
  ScorerFactory,
  startHttpService,
  UploadStore,
  WellKnownController,
} from '@mesh/runtime';
import { STREAMS_MIGRATIONS } from '@mesh/streams';
import { Configuration } from '../configuration.js';
import { IDEMPOTENCY_MIGRATIONS, PostgresIdempotencyStore } from '../idempotency.postgres.js';
import { declarePlatformTopics, serviceParts } from '../service-parts.js';
import { PostgresUploadStore, UPLOAD_MIGRATIONS } from '../uploads.postgres.js';

/** A product without models asks neither for a registry nor for an engine. */
const NO_MODELS = {} as ModelRegistry;
const noScorers: ScorerFactory = {
  create: () => {
    throw new Error('the product has no models');
  },
};

/** What a service stands on; what comes and goes on one database keeps the folder of its keys, too. */
export interface GroundForTest {
  readonly database: Database;
  readonly keysFolder?: string;
  close(): Promise<void>;
}

/** Where the models of a product come from, what scores with them, and how the service comes up. */
export interface ServingForTest {
  readonly registry?: ModelRegistry;
  readonly rollouts?: RolloutSource;
  /** Which of several processes of the service this is. Default `one`. */
  readonly instance?: string;
  readonly scorers?: ScorerFactory;
  /** What happens as soon as the doors are open, while the rest of the service still starts. */
  readonly opened?: (address: string) => Promise<void>;
}

/** One product behind its doors. */
export interface ServedForTest {
  readonly address: string;
  readonly log: SealedEventLog;
  /** Makes somebody a stranger: what they do from now on is about somebody new. */
  retire(person: string): Promise<string>;
  readonly metrics: Metrics;
  /** What was logged. */
  readonly lines: readonly string[];
  /** Stops the service as a process that is asked to end does. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** A product on a real PostgreSQL and a real lake, put together as a domain's service is; closes `db` with the rest. */
export async function serveForTest(
  db: GroundForTest,
  product: DynamicModule,
  tokens: TokenVerifier,
  { registry = NO_MODELS, scorers = noScorers, rollouts, instance = 'one', opened }: ServingForTest = {},
): Promise<ServedForTest> {
  const home = await mkdtemp(join(tmpdir(), 'served-'));
  await migrate(db.database, 'runtime', IDEMPOTENCY_MIGRATIONS);
  await migrate(db.database, 'ingest', UPLOAD_MIGRATIONS);
  await migrate(db.database, 'streams', STREAMS_MIGRATIONS);
  const subjects = await PostgresSubjects.open(db.database, { keysFolder: db.keysFolder ?? join(home, 'keys') });
  const log = new SealedEventLog(await PostgresEventLog.open(db.database), subjects);
  await declarePlatformTopics(log);
  const configuration = new Configuration({ MESH_HOME: home });
  const lines: string[] = [];
  const logger = createLogger('cardiology', 'info', { write: (line) => void lines.push(line) });
  const sealing = new SealedTexts(subjects);
  const idempotency = new PostgresIdempotencyStore(db.database, sealing);
  const uploads = new PostgresUploadStore(db.database, sealing);
  const parts = serviceParts(
    'cardiology',
    { configuration, database: db.database, log, tokens, close: () => Promise.resolve() },
    [
      { provide: IdempotencyStore, useValue: idempotency },
      { provide: UploadStore, useValue: uploads },
      { provide: ScorerFactory, useValue: scorers },
      { provide: Logger, useValue: logger },
    ],
  );
  const http = await startHttpService({
    name: 'cardiology',
    module: {
      module: class TestRoot {},
      imports: [parts.module, product],
      controllers: [HealthController, WellKnownController],
    },
    host: '127.0.0.1',
    port: 0,
    maxJsonBytes: 64 * 1_024,
    maxBinaryBytes: 0,
  });
  await opened?.(http.address);
  const lake = await LocalLake.open({ root: join(home, 'lake') });
  const host = new ProductHost(parts.products.all(), {
    log,
    lake,
    registry,
    ...(rollouts && { rollouts }),
    training: { serve: () => Promise.resolve(() => Promise.resolve()) },
    lineage: new DataPlaneLineage(parts.lineage, logger),
    readiness: parts.readiness,
    metrics: parts.metrics,
    logger,
    identity: { name: 'cardiology', instance, cacheFolder: join(home, 'cache') },
    processing: { database: db.database, log: log.underneath },
    windowMs: 200,
    quality: { everyMs: 200 },
  });
  await host.start(http.address);
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= http.close());
  return {
    address: http.address,
    log,
    retire: (person) => subjects.retire(db.database, 'cardiology', person),
    metrics: parts.metrics,
    lines,
    stop,
    close: async () => {
      await stop();
      await host.close();
      idempotency.close();
      uploads.close();
      await lake.close();
      await parts.audit.close();
      await log.close();
      await db.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
