import { EventErrors, type TopicSettings } from '@mesh/events';

/** A topic as it is declared, with what the declaration leaves open filled in. */
export interface DeclaredTopic {
  readonly name: string;
  readonly partitions: number;
  readonly retentionMs: number;
  readonly isCompacted: boolean;
  /** Undefined: as many as there are brokers, at most 3. */
  readonly replicas: number | undefined;
}

export const NAME = /^[a-z0-9][a-z0-9._-]{0,199}$/;
const DEFAULT_PARTITIONS = 4;
const DEFAULT_RETENTION_MS = 7 * 24 * 3_600_000;
const MAX_RETENTION_MS = 100 * 366 * 24 * 3_600_000;
const MOST_REPLICAS = 3;
/** Room for the largest event with its attributes. */
export const MAX_MESSAGE_BYTES = 2 * 1_048_576;

/** Throws EVENTS.BAD_TOPIC. */
export function checked({ name, partitions, retentionMs, compacted, replicas }: TopicSettings): DeclaredTopic {
  const declared = {
    name,
    partitions: partitions ?? DEFAULT_PARTITIONS,
    retentionMs: retentionMs ?? DEFAULT_RETENTION_MS,
    isCompacted: compacted ?? false,
    replicas,
  };
  const isValid =
    NAME.test(name) &&
    isBetween(declared.partitions, 1, 256) &&
    isBetween(declared.retentionMs, 1, MAX_RETENTION_MS) &&
    (replicas === undefined || isBetween(replicas, 1, 100));
  if (!isValid) throw EventErrors.BAD_TOPIC();
  return declared;
}

/** The topic as the brokers are asked to make it. */
export function creation(topic: DeclaredTopic, brokers: number, config: Readonly<Record<string, string>> = {}) {
  const replicationFactor = topic.replicas ?? Math.min(brokers, MOST_REPLICAS);
  const settings = {
    'cleanup.policy': topic.isCompacted ? 'compact' : 'delete',
    'retention.ms': String(topic.isCompacted ? -1 : topic.retentionMs),
    // One copy may be away while all others have what is acknowledged.
    'min.insync.replicas': String(Math.max(1, replicationFactor - 1)),
    'max.message.bytes': String(MAX_MESSAGE_BYTES),
    // Times of the log are the log's own and grow with the offsets.
    'message.timestamp.type': 'LogAppendTime',
    // Whatever codec a foreign producer packs with, every consumer can read what is stored.
    'compression.type': 'uncompressed',
    ...config,
  };
  return {
    topic: topic.name,
    numPartitions: topic.partitions,
    replicationFactor,
    configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
  };
}

const isBetween = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most;
