export { BrokerErrors } from './broker.errors.js';
export type { CertificateFiles } from './certificates/certificates.js';
export { connectionsTo } from './connections.js';
export type { BrokerSettings, TokenIssuer } from './broker-settings.js';
export type { LastWill } from './node/watchdog.js';
export { findKafka, type KafkaProgram } from './program/find-kafka.js';
export { startKafkaTool } from './program/kafka-tool.js';
export type { Door, KafkaConnection, Mechanism, RunningKafka, SignIn } from './running-kafka.js';
export { startKafka } from './start-kafka.js';
