import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { DynamicModule, Type } from '@nestjs/common';
import { SealedEventLog, SealedTexts, TRUST_MS } from '@mesh/events-sealed';
import { HttpModelRegistry } from '@mesh/models';
import {
  DataPlaneLineage,
  HealthController,
  IdempotencyStore,
  ProductHost,
  ScorerFactory,
  serveHandlers,
  startHttpService,
  UploadStore,
  WellKnownController,
  type ProcessingRunner,
  type ServiceIdentity,
  type TopicFeed,
} from '@mesh/runtime';
import { OnnxScorer } from '@mesh/serving-onnx';
import { OnlineTrainer } from '@mesh/training-online';
import { RecipesOutsideNode } from '@mesh/training-python';
import { sourceCommit, Trainer } from '@mesh/training-worker';
import { explainableVersions } from './explainable-versions.js';
import { explainListenFailure } from './explain-listen-failure.js';
import { PostgresIdempotencyStore } from './idempotency.postgres.js';
import { openLake } from './open-lake.js';
import type { RunningService } from './running-service.js';
import { serviceParts } from './service-parts.js';
import { serviceToken } from './service-token.js';
import type { SharedParts } from './shared-parts.js';
import { PostgresUploadStore } from './uploads.postgres.js';

const MAX_JSON_BYTES = 64 * 1_024;
/** Until everybody has heard that a token is retired, and a call that had it in hand has ended. */
const SETTLE_MS = TRUST_MS + 1_000;

/** What a domain shares with the others of its process. */
export interface DomainParts extends SharedParts {
  readonly processing: ProcessingRunner & TopicFeed;
}

/** Starts the service of one domain: its products, their sinks, models and trainings. */
export async function startDomain(shared: DomainParts, name: string, domain: Type): Promise<RunningService> {
  const { configuration, log, database, subjects, processing } = shared;
  const sealing = new SealedTexts(subjects);
  const idempotency = new PostgresIdempotencyStore(database, sealing);
  const uploads = new PostgresUploadStore(database, sealing);
  const registry = new HttpModelRegistry({
    baseUrl: configuration.controlPlaneUrl,
    token: () => serviceToken(configuration, `team-${name}`).token(),
  });
  const parts = serviceParts(name, shared, [
    { provide: IdempotencyStore, useValue: idempotency },
    { provide: UploadStore, useValue: uploads },
    {
      provide: ScorerFactory,
      useValue: {
        create: (model, features, outcome) => new OnnxScorer(model, { features, outcome }),
        explainable: explainableVersions(registry),
        version: (model, version) => registry.version(model, version).catch(() => undefined),
      } satisfies ScorerFactory,
    },
  ]);
  const lake = await openLake(configuration.lake);
  const root: DynamicModule = {
    module: class DomainRoot {} as Type,
    imports: [parts.module, domain],
    controllers: [HealthController, WellKnownController],
  };
  const http = await startHttpService({
    name,
    module: root,
    host: configuration.host,
    port: configuration.portOf(name),
    maxJsonBytes: MAX_JSON_BYTES,
    maxBinaryBytes: 0,
    // The console is served by the control plane and calls the domains from the browser.
    pagesFrom: [new URL(configuration.controlPlaneUrl).origin],
  }).catch(explainListenFailure);

  const identity: ServiceIdentity = {
    name,
    instance: randomUUID(),
    cacheFolder: join(configuration.home, 'cache', name),
  };
  const { lineage, logger, readiness, products, audit, metrics } = parts;
  // By token, so that the state that is made of it is forgotten with the persons.
  const kept = log instanceof SealedEventLog ? log.underneath : log;
  const host = new ProductHost(products.all(), {
    log,
    lake,
    registry,
    rollouts: registry,
    training: new Trainer({
      log,
      registry,
      lineage,
      service: name,
      outside: new RecipesOutsideNode({
        scratch: join(configuration.home, 'scratch', name),
        environments: {
          home: join(configuration.home, 'environments'),
          installerEnvironment: configuration.installerEnvironment,
        },
      }),
    }),
    lineage: new DataPlaneLineage(lineage, logger),
    readiness,
    metrics,
    logger,
    identity,
    erasure: { persons: subjects, stores: [idempotency, uploads], settleMs: SETTLE_MS },
    processing: { database, log: kept, runner: processing },
    reading: processing,
    learning: new OnlineTrainer({
      log: kept,
      database,
      registry,
      rollouts: registry,
      lineage,
      commit: await sourceCommit(new URL('.', import.meta.url)),
      author: `team-${name}`,
      report: (cause) => logger.warn({ cause }, 'what was learned could not be registered yet; it is tried again'),
    }),
  });
  const stop = async (): Promise<void> => {
    await http.close();
    await host.close();
    idempotency.close();
    uploads.close();
    await lake.close();
    await audit.close();
  };
  try {
    await host.start(http.address);
    // Last: what handlers tell and ask has its topics by now.
    await serveHandlers(http.app, { log, service: name });
  } catch (error) {
    await stop();
    throw error;
  }
  return { name, address: http.address, readiness, stop };
}
