export { AgreementFollower, type AgreementFollowerParts } from './access/agreement-follower.js';
export { AllowCallers, AllowRoles, CallerOf, Public } from './access/route-access.js';
export { Gatekeeper } from './access/gatekeeper.js';
export { LakeRetention, type RetentionSchedule } from './erasure/lake-retention.js';
export type { ErasureParts, ForgottenPerson, PersonalStore, PersonResolver } from './erasure/personal-store.js';
export { HealthController } from './health/health.controller.js';
export { Readiness } from './health/readiness.js';
export { Announcer } from './host/announcer.js';
export { DataPlaneLineage, modelNode } from './host/data-plane-lineage.js';
export { ProductHost, type ProductHostParts } from './host/product-host.js';
export type { TopicFeed, TopicFeedSettings } from './host/topic-feed.js';
export { TopicFollower, type FollowedTopic } from './host/topic-follower.js';
export { ServiceIdentity } from './host/service-identity.js';
export { startHttpService, type HttpService, type HttpServiceSettings } from './http/http-service.js';
export { allowLongBody } from './http/long-body.js';
export { toMeshError, toProblem, type Problem } from './http/problem.js';
export { continueTrace, type TraceContext } from './http/trace-context.js';
export { traceOf } from './http/trace-of.js';
export { IdempotencyStore, type Claim, type PersonalTexts } from './idempotency.js';
export {
  UploadStore,
  type RowCounts,
  type Upload,
  type UploadKey,
  type UploadProgress,
} from './intake/upload-store.js';
export { Ctx, Payload } from '@nestjs/microservices';
export { EventContext } from './messaging/event-context.js';
export { EventPattern, MessagePattern, type AnsweringSettings, type HandlerSettings } from './messaging/patterns.js';
export { serveHandlers } from './messaging/serve-handlers.js';
export { ShapePipe } from './messaging/shape.pipe.js';
export { createLogger, Logger, type LogFields } from './observability/logger.js';
export { Metrics } from './observability/metrics.js';
export type { ProcessingParts } from './processing/processing-host.js';
export type {
  DeclaredProcessing,
  ProcessingRunner,
  ProcessingTold,
  RunningProcessing,
} from './processing/processing-runner.js';
export { DataProductModule, InjectLive, ScorerFactory } from './product/data-product.module.js';
export type { OpenedVersion, OpenExplainable } from './product/score-explainer.js';
export { describeProduct } from './product/describe.js';
export { HostedProducts, type HostedProduct } from './product/hosted-products.js';
export { toServed, type ServedProduct } from './product/served-product.js';
export { WellKnownController } from './product/well-known.controller.js';
export { RuntimeErrors } from './runtime.errors.js';
export { compileValidator, type Validator } from './validation/compile-validator.js';
