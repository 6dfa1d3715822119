import { type DynamicModule, type Provider } from '@nestjs/common';
import {
  AGREED_TOPIC_SETTINGS,
  AuditTrail,
  BatchedAuditTrail,
  DECIDED_TOPIC,
  ERASURE_TOPICS,
  TokenVerifier,
} from '@mesh/access';
import { CATALOG_ANNOUNCED_TOPIC, CATALOG_MEASURED_TOPIC, EventLog } from '@mesh/events';
import { Database } from '@mesh/database';
import { EventLogLineageEmitter, LINEAGE_TOPIC, LineageEmitter } from '@mesh/lineage';
import {
  ALIAS_MOVED_TOPIC,
  ARMS_REPORTED_TOPIC,
  EVALUATION_ACTED_TOPIC,
  ROLLOUT_CHANGED_TOPIC,
  STANDING_TOPIC_SETTINGS,
} from '@mesh/models';
import { createLogger, Gatekeeper, HostedProducts, Logger, Metrics, Readiness } from '@mesh/runtime';
import {
  TRAINING_CANCELLED_TOPIC,
  TRAINING_LOGGED_TOPIC,
  TRAINING_OFFERED_TOPIC,
  TRAINING_REPORTED_TOPIC,
  TRAINING_REQUESTED_TOPIC,
} from '@mesh/training';
import type { SharedParts } from './shared-parts.js';

const PLATFORM_TOPICS = [
  CATALOG_ANNOUNCED_TOPIC,
  CATALOG_MEASURED_TOPIC,
  DECIDED_TOPIC,
  LINEAGE_TOPIC,
  ALIAS_MOVED_TOPIC,
  ROLLOUT_CHANGED_TOPIC,
  ARMS_REPORTED_TOPIC,
  EVALUATION_ACTED_TOPIC,
  TRAINING_REQUESTED_TOPIC,
  TRAINING_REPORTED_TOPIC,
  TRAINING_CANCELLED_TOPIC,
  TRAINING_LOGGED_TOPIC,
  TRAINING_OFFERED_TOPIC,
];

/** Makes the topics on which the planes meet. */
export async function declarePlatformTopics(log: EventLog): Promise<void> {
  for (const name of PLATFORM_TOPICS) await log.declareTopic({ name });
  await log.declareTopic(AGREED_TOPIC_SETTINGS);
  await log.declareTopic(STANDING_TOPIC_SETTINGS);
  for (const topic of ERASURE_TOPICS) await log.declareTopic(topic);
}

/** What every service has of its own, as one global Nest module around the shared parts. */
export interface ServiceParts {
  readonly module: DynamicModule;
  readonly audit: AuditTrail;
  readonly lineage: LineageEmitter;
  readonly logger: Logger;
  readonly readiness: Readiness;
  readonly products: HostedProducts;
  readonly metrics: Metrics;
}

export function serviceParts(
  service: string,
  shared: Omit<SharedParts, 'subjects'>,
  extra: readonly Provider[] = [],
): ServiceParts {
  const audit = new BatchedAuditTrail({ log: shared.log, service });
  const lineage = new EventLogLineageEmitter(shared.log, `urn:mesh:service:${service}`);
  const logger = createLogger(service, shared.configuration.logLevel);
  const readiness = new Readiness();
  shared.watch?.tell(readiness);
  const products = new HostedProducts();
  const metrics = new Metrics(service);
  const providers: Provider[] = [
    { provide: Database, useValue: shared.database },
    { provide: EventLog, useValue: shared.log },
    { provide: TokenVerifier, useValue: shared.tokens },
    { provide: AuditTrail, useValue: audit },
    { provide: LineageEmitter, useValue: lineage },
    { provide: Logger, useValue: logger },
    { provide: Readiness, useValue: readiness },
    { provide: HostedProducts, useValue: products },
    { provide: Metrics, useValue: metrics },
    { provide: Gatekeeper, useValue: new Gatekeeper(shared.tokens, audit) },
    ...extra,
  ];
  const exports = providers.map((provider) => (provider as { provide: symbol }).provide);
  return {
    module: { module: class PlatformParts {}, global: true, providers, exports },
    audit,
    lineage,
    logger,
    readiness,
    products,
    metrics,
  };
}
