import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessErrors, type TokenVerifier, type VerifiedToken } from '@mesh/access';
import { migrate, type Database } from '@mesh/database';
import { PostgresEventLog } from '@mesh/events-postgres';
import { LocalLake } from '@mesh/lake-local';
import type { ModelRegistry } from '@mesh/models';
import {
  createLogger,
  DataPlaneLineage,
  DataProductModule,
  HealthController,
  IdempotencyStore,
  Logger,
  ProductHost,
  ScorerFactory,
  startHttpService,
  WellKnownController,
} from '@mesh/runtime';
import { Configuration } from '../configuration.js';
import { IDEMPOTENCY_MIGRATIONS, PostgresIdempotencyStore } from '../idempotency.postgres.js';
import { declarePlatformTopics, serviceParts } from '../service-parts.js';
import { Gate, pulse, PulseService } from './pulse-product.js';

/** Test double: knows three tokens without an issuer. */
class KnownTokens implements TokenVerifier {
  private readonly known: ReadonlyMap<string, VerifiedToken> = new Map(
    [
      ['clinic', 'TREAT'],
      ['data-scientist', 'HRESCH'],
      ['practitioner', 'TREAT'],
    ].map(([role = '', purpose = '']) => [
      `Bearer ${role}`,
      { subject: `${role}-app`, roles: [role], purpose, expiresAt: Number.MAX_SAFE_INTEGER },
    ]),
  );

  verify(authorization: string | undefined): VerifiedToken {
    if (authorization === undefined) throw AccessErrors.TOKEN_MISSING();
    // A token that ends a second after it is shown.
    if (authorization === 'Bearer short-lived') {
      const expiresAt = Date.now() / 1_000 + 1;
      return { subject: 'short-lived-app', roles: ['data-scientist'], purpose: 'HRESCH', expiresAt };
    }
    const token = this.known.get(authorization);
    if (token === undefined) throw AccessErrors.TOKEN_INVALID();
    return token;
  }
}

/** A product without models asks neither for a registry nor for an engine. */
const NO_MODELS = {} as ModelRegistry;
const noScorers: ScorerFactory = {
  create: () => {
    throw new Error('the product has no models');
  },
};

export interface ServedPulse {
  readonly address: string;
  readonly gate: Gate;
  readonly log: PostgresEventLog;
  /** What was logged. */
  readonly lines: readonly string[];
  /** Stops the service as a process that is asked to end does. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** The pulse product on a real PostgreSQL and a real lake, put together as a domain's service is; closes `db` with the rest. */
export async function servePulse(db: { database: Database; close(): Promise<void> }): Promise<ServedPulse> {
  const home = await mkdtemp(join(tmpdir(), 'served-pulse-'));
  await migrate(db.database, 'runtime', IDEMPOTENCY_MIGRATIONS);
  const log = await PostgresEventLog.open(db.database);
  await declarePlatformTopics(log);
  const configuration = new Configuration({ MESH_HOME: home });
  const lines: string[] = [];
  const logger = createLogger('cardiology', 'info', { write: (line) => void lines.push(line) });
  const idempotency = new PostgresIdempotencyStore(db.database);
  const gate = new Gate();
  const parts = serviceParts(
    'cardiology',
    { configuration, database: db.database, log, tokens: new KnownTokens(), close: () => Promise.resolve() },
    [
      { provide: IdempotencyStore, useValue: idempotency },
      { provide: ScorerFactory, useValue: noScorers },
      { provide: Logger, useValue: logger },
    ],
  );
  const product = DataProductModule.serve(pulse, PulseService, {
    recipes: {},
    providers: [{ provide: Gate, useValue: gate }],
  });
  const http = await startHttpService({
    name: 'cardiology',
    module: {
      module: class PulseRoot {},
      imports: [parts.module, product],
      controllers: [HealthController, WellKnownController],
    },
    host: '127.0.0.1',
    port: 0,
    maxJsonBytes: 64 * 1_024,
    maxBinaryBytes: 0,
  });
  const lake = await LocalLake.open({ root: join(home, 'lake') });
  const host = new ProductHost(parts.products.all(), {
    log,
    lake,
    registry: NO_MODELS,
    training: { serve: () => Promise.resolve(() => Promise.resolve()) },
    lineage: new DataPlaneLineage(parts.lineage, logger),
    readiness: parts.readiness,
    metrics: parts.metrics,
    logger,
    identity: { name: 'cardiology', instance: 'one', cacheFolder: join(home, 'cache') },
    windowMs: 200,
    quality: { everyMs: 200 },
  });
  await host.start(http.address);
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= http.close());
  return {
    address: http.address,
    gate,
    log,
    lines,
    stop,
    close: async () => {
      await stop();
      await host.close();
      idempotency.close();
      await lake.close();
      await parts.audit.close();
      await log.close();
      await db.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
