import { MeshError } from '@mesh/product';

/** Error codes of the Kafka protocol that the log answers itself (kafka.apache.org/protocol, "Error Codes"). */
export const CODE = {
  NONE: 0,
  OFFSET_OUT_OF_RANGE: 1,
  UNKNOWN_TOPIC_OR_PARTITION: 3,
  MESSAGE_TOO_LARGE: 10,
  RECORD_LIST_TOO_LARGE: 18,
  OUT_OF_ORDER_SEQUENCE_NUMBER: 45,
  DUPLICATE_SEQUENCE_NUMBER: 46,
  INVALID_PRODUCER_EPOCH: 47,
  UNKNOWN_PRODUCER_ID: 59,
  PRODUCER_FENCED: 90,
} as const;

/** What is over by itself after a while: leaders that move, replicas that catch up, requests that took too long. */
const PASSING_CODES: ReadonlySet<number> = new Set([
  ...[2, 3, 5, 6, 7, 8, 9, 13, 14, 15, 16, 19, 20, 51, 56, 72, 74, 75, 76, 78, 89, 100, 103],
]);

export const isPassing = (code: number): boolean => PASSING_CODES.has(code);

/** What a coordinator says to a client that it does not take for the owner any more. */
const FENCED: ReadonlySet<string> = new Set([
  ...['INVALID_PRODUCER_EPOCH', 'PRODUCER_FENCED', 'INVALID_TXN_STATE', 'INVALID_PRODUCER_ID_MAPPING'],
  ...['ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'FENCED_INSTANCE_ID', 'REBALANCE_IN_PROGRESS'],
]);

/** The refusals of brokers that a retry does not change. */
const REFUSED = /AUTHORIZATION_FAILED|AUTHENTICATION|ILLEGAL_SASL|UNSUPPORTED_SASL|SASL/;

/** The name that kafkajs gives to an error of the protocol, `NOT_LEADER_OR_FOLLOWER`; else that of its class. */
export function typeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const { type, name } = error as { type?: unknown; name?: unknown };
  return typeof type === 'string' ? type : typeof name === 'string' ? name : 'unknown';
}

export const isFenced = (error: unknown): boolean => FENCED.has(typeOf(error));

export function isRefused(error: unknown): boolean {
  const name = error instanceof Error ? error.name : '';
  return REFUSED.test(typeOf(error)) || name === 'KafkaJSSASLAuthenticationError';
}

/** Whether the same request may well succeed a little later. */
export function isPassingError(error: unknown): boolean {
  if (error instanceof MeshError) return error.retryable;
  if (isFenced(error) || isRefused(error)) return false;
  const { code, retriable, name } = error as { code?: unknown; retriable?: unknown; name?: unknown };
  if (typeof code === 'number' && isPassing(code)) return true;
  return retriable === true || (typeof name === 'string' && PASSING_CLASSES.has(name));
}

const PASSING_CLASSES: ReadonlySet<string> = new Set([
  ...['KafkaJSConnectionError', 'KafkaJSConnectionClosedError', 'KafkaJSRequestTimeoutError', 'KafkaJSBrokerNotFound'],
  ...['KafkaJSNumberOfRetriesExceeded', 'KafkaJSGroupCoordinatorNotFound', 'KafkaJSLockTimeout', 'KafkaJSTimeout'],
  ...['KafkaJSMetadataNotLoaded', 'KafkaJSTopicMetadataNotLoaded'],
]);
