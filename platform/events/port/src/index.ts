export { jsonOfChecked } from './check-event.js';
export { causeOf } from './cause-of.js';
export { toBinaryMode, toCloudEvent } from './cloud-event.js';
export { Courtesy, loopUtilization, type Utilization } from './courtesy.js';
export { OneAtATime } from './one-at-a-time.js';
export { SharedTurn } from './shared-turn.js';
export { EventErrors } from './errors.js';
export type { LoggedEvent, NewEvent } from './event.js';
export {
  EventLog,
  type BatchHandler,
  type Bury,
  type ConsumeSettings,
  type DeadLetter,
  type DeadLetterCount,
  type PartitionRange,
  type Position,
  type Step,
  type StepOutput,
  type Subscription,
  type TopicDrift,
  type TopicSettings,
} from './event-log.js';
export { INTERNAL_TOPICS } from './internal-topics.js';
export { MAX_ATTRIBUTE_LENGTH, MAX_DATA_BYTES, MAX_EVENTS, MAX_EXTENSIONS } from './limits.js';
export { murmur2, partitionOf } from './partition-of.js';
export { portOfTopic } from './port-of-topic.js';
export {
  CATALOG_ANNOUNCED_TOPIC,
  type Announcement,
  type DescribedDeprecation,
  type DescribedDocument,
  type DescribedField,
  type DescribedIntake,
  type DescribedPort,
  type DescribedProcessing,
  type DescribedRule,
  type DescribedTerm,
  type DescribedWatch,
  type DocumentText,
  type ProductDescription,
} from './announcement.js';
export {
  CATALOG_MEASURED_TOPIC,
  LATENCY_BOUNDS_MS,
  type MeasuredPort,
  type MeasuredRule,
  type Measurement,
} from './measurement.js';
export { Inbox, inboxMigration, type InboxMemory } from './inbox.js';
export { CORRELATION_ID, PROBLEM_TYPE, REPLY_TO } from './requests/attributes.js';
export { errorOfProblem } from './requests/problem-error.js';
export { RequestClient, type RequestClientSettings } from './requests/request-client.js';
export { RequestErrors } from './requests/request.errors.js';
export { Outbox, outboxMigration } from './outbox.js';
export type { EventStore, TransactionalStore } from './store.js';
