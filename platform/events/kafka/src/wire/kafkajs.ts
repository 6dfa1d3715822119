import kafkajs, { type KafkaConfig } from 'kafkajs';
import { KafkaErrors } from '../kafka.errors.js';

/** A request as kafkajs sends it: `encode` gives bytes in the clothes of its own encoder. */
export interface WireRequest {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly apiName: string;
  encode(): Promise<{ readonly buf: Buffer; readonly buffer: Buffer }>;
}

/** How a response is read. */
export interface WireResponse<Result> {
  decode(bytes: Buffer): Promise<Result>;
  parse(result: Result): Promise<Result>;
}

export interface TopicPartitions<Partition> {
  readonly topic: string;
  readonly partitions: readonly Partition[];
}

export interface ProducerIdentity {
  readonly producerId: string;
  readonly producerEpoch: number;
}

type Transactional = ProducerIdentity & { readonly transactionalId: string };
type ListedOffset = { partition: number; offset: string; timestamp: string };
type FetchedOffset = { partition: number; offset: string; metadata: string | null };

/** What we use of kafkajs's connection to one broker. */
export interface Broker {
  readonly connectionPool: {
    /** One for all requests but those that read, and one for those. */
    readonly pool: readonly { isConnected(): boolean; connect(): Promise<unknown> }[];
    send<Result>(protocol: {
      request: WireRequest;
      response: WireResponse<Result>;
      requestTimeout?: number;
      logResponseError?: boolean;
    }): Promise<Result>;
  };
  metadata(topics: readonly string[]): Promise<{
    readonly clusterId: string | null;
    readonly brokers: readonly { readonly nodeId: number }[];
    readonly topicMetadata: readonly {
      readonly topic: string;
      readonly partitionMetadata: readonly {
        readonly partitionId: number;
        readonly leader: number;
        readonly replicas: readonly number[];
      }[];
    }[];
  }>;
  listOffsets(request: {
    isolationLevel: number;
    topics: TopicPartitions<{ partition: number; timestamp: number }>[];
  }): Promise<{ responses: TopicPartitions<ListedOffset>[] }>;
  initProducerId(request: { transactionalId?: string; transactionTimeout: number }): Promise<ProducerIdentity>;
  addPartitionsToTxn(request: Transactional & { topics: TopicPartitions<number>[] }): Promise<unknown>;
  addOffsetsToTxn(request: Transactional & { groupId: string }): Promise<unknown>;
  txnOffsetCommit(
    request: Transactional & {
      groupId: string;
      topics: TopicPartitions<{ partition: number; offset: string; metadata: string }>[];
    },
  ): Promise<unknown>;
  endTxn(request: Transactional & { transactionResult: boolean }): Promise<unknown>;
  joinGroup(request: {
    groupId: string;
    sessionTimeout: number;
    rebalanceTimeout: number;
    memberId: string;
    groupProtocols: readonly { name: string; metadata: Buffer }[];
  }): Promise<{
    generationId: number;
    leaderId: string;
    memberId: string;
    members: readonly { memberId: string; memberMetadata: Buffer }[];
  }>;
  syncGroup(request: {
    groupId: string;
    generationId: number;
    memberId: string;
    groupAssignment: readonly { memberId: string; memberAssignment: Buffer }[];
  }): Promise<{ memberAssignment: Buffer }>;
  heartbeat(request: { groupId: string; groupGenerationId: number; memberId: string }): Promise<unknown>;
  leaveGroup(request: { groupId: string; memberId: string }): Promise<unknown>;
  offsetCommit(request: {
    groupId: string;
    groupGenerationId: number;
    memberId: string;
    topics: TopicPartitions<{ partition: number; offset: string; metadata: string }>[];
  }): Promise<unknown>;
  offsetFetch(request: {
    groupId: string;
    topics: TopicPartitions<{ partition: number }>[];
  }): Promise<{ responses: TopicPartitions<FetchedOffset>[] }>;
}

/** What we use of kafkajs's view of the brokers. */
export interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  refreshMetadata(): Promise<void>;
  findBroker(place: { nodeId: number | string }): Promise<Broker>;
  findGroupCoordinator(place: { groupId: string; coordinatorType?: number }): Promise<Broker>;
  readonly brokerPool: { findConnectedBroker(): Promise<Broker> };
}

const MAKE_CLUSTER = 'private:Kafka:createCluster';

/**
 * Makes connections to brokers as the clients of kafkajs have them. kafkajs offers them to its own producer and consumer
 * only; version 2.2.4 is the last, so that what is found here stays. Why: docs/decisions/0013-the-kafka-adapter-writes-and-reads-records-itself.md.
 */
export function clusterOf(config: KafkaConfig): () => Cluster {
  const kafka = new kafkajs.Kafka(config) as unknown as Record<symbol, unknown>;
  const key = Object.getOwnPropertySymbols(kafka).find(({ description }) => description === MAKE_CLUSTER);
  const make = key === undefined ? undefined : kafka[key];
  if (typeof make !== 'function') throw KafkaErrors.UNKNOWN_CLIENT();
  return () => make({ metadataMaxAge: 300_000, allowAutoTopicCreation: false, isolationLevel: 1 }) as Cluster;
}
