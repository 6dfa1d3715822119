export { KafkaErrors } from './kafka.errors.js';
export { KafkaEventLog } from './kafka-event-log.js';
export type { KafkaLogger, KafkaSasl, KafkaSettings } from './settings.js';
