export { jsonOfChecked } from './check-event.js';
export { toBinaryMode, toCloudEvent } from './cloud-event.js';
export { EventErrors } from './errors.js';
export type { LoggedEvent, NewEvent } from './event.js';
export {
  EventLog,
  type BatchHandler,
  type ConsumeSettings,
  type DeadLetter,
  type PartitionRange,
  type Position,
  type Subscription,
  type TopicSettings,
} from './event-log.js';
export { MAX_ATTRIBUTE_LENGTH, MAX_DATA_BYTES, MAX_EVENTS } from './limits.js';
export { murmur2, partitionOf } from './partition-of.js';
export {
  CATALOG_ANNOUNCED_TOPIC,
  type Announcement,
  type DescribedDeprecation,
  type DescribedDocument,
  type DescribedField,
  type DescribedPort,
  type DescribedRule,
  type DescribedTerm,
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
export { Outbox, outboxMigration, type OutboxStore } from './outbox.js';
