import type { Broker, Cluster } from './kafkajs.js';
import { typeOf } from './codes.js';

const CLOSE_WITHIN_MS = 3_000;
const GROUP = 0;
const TRANSACTION = 1;

/** Connections of one purpose to all brokers, with what was learnt about who leads what. */
export class Wire {
  private connected: Promise<void> | undefined;
  private readonly leaders = new Map<string, Promise<ReadonlyMap<number, number>>>();
  private readonly coordinators = new Map<string, Promise<Broker>>();
  private readonly waking = new Map<Broker, Promise<void>>();

  constructor(private readonly cluster: Cluster) {}

  /** Some broker, connected. */
  async any(): Promise<Broker> {
    await this.connect();
    return this.awake(await this.cluster.brokerPool.findConnectedBroker());
  }

  async node(id: number): Promise<Broker> {
    await this.connect();
    try {
      return await this.awake(await this.cluster.findBroker({ nodeId: id }));
    } catch (error) {
      // kafkajs has asked the others about the brokers by now; what led here may be old.
      this.leaders.clear();
      throw error;
    }
  }

  /** The node that leads each partition of a topic. */
  leadersOf(topic: string): Promise<ReadonlyMap<number, number>> {
    return kept(this.leaders, topic, async () => {
      const { topicMetadata } = await (await this.any()).metadata([topic]);
      const partitions = topicMetadata[0]?.partitionMetadata ?? [];
      return new Map(partitions.map(({ partitionId, leader }) => [partitionId, leader]));
    });
  }

  /** The broker that leads a partition. */
  async leaderOf(topic: string, partition: number): Promise<Broker> {
    const node = (await this.leadersOf(topic)).get(partition);
    if (node === undefined || node < 0) {
      this.forgetLeaders(topic);
      throw Object.assign(new Error('the partition has no leader'), { type: 'LEADER_NOT_AVAILABLE', code: 5 });
    }
    return this.node(node);
  }

  forgetLeaders(topic: string): void {
    this.leaders.delete(topic);
  }

  /** The broker that coordinates a consumer group. */
  groupCoordinator(group: string): Promise<Broker> {
    return this.coordinator(group, GROUP);
  }

  /** The broker that coordinates the transactions of an id. */
  transactionCoordinator(transactionalId: string): Promise<Broker> {
    return this.coordinator(transactionalId, TRANSACTION);
  }

  /** Asks a coordinator; one that has moved or gone is looked for anew the next time. */
  async askCoordinator<Result>(
    find: () => Promise<Broker>,
    ask: (coordinator: Broker) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await ask(await this.awake(await find()));
    } catch (error) {
      if (MOVED.test(typeOf(error))) this.coordinators.clear();
      throw error;
    }
  }

  async close(): Promise<void> {
    // Nothing was opened, or a broker does not answer: neither may hold up a process that ends.
    const ended = this.cluster.disconnect().catch(() => undefined);
    const late = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_WITHIN_MS).unref());
    await Promise.race([ended, late]);
  }

  private coordinator(groupId: string, coordinatorType: number): Promise<Broker> {
    return kept(this.coordinators, `${coordinatorType} ${groupId}`, async () => {
      await this.connect();
      return this.awake(await this.cluster.findGroupCoordinator({ groupId, coordinatorType }));
    });
  }

  /**
   * Connects what is not connected, once for all who ask: two requests that find a connection closed would each open a
   * socket, and when the broker closes the one that is forgotten, kafkajs ends the one in use.
   */
  private async awake(broker: Broker): Promise<Broker> {
    const { pool } = broker.connectionPool;
    if (pool.every((connection) => connection.isConnected())) return broker;
    let waking = this.waking.get(broker);
    if (waking === undefined) {
      waking = (async () => {
        for (const connection of pool) if (!connection.isConnected()) await connection.connect();
      })().finally(() => this.waking.delete(broker));
      this.waking.set(broker, waking);
    }
    await waking;
    return broker;
  }

  private async connect(): Promise<void> {
    this.connected ??= (async () => {
      await this.cluster.connect();
      await this.cluster.refreshMetadata();
    })();
    try {
      await this.connected;
    } catch (error) {
      this.connected = undefined;
      throw error;
    }
  }
}

const MOVED = /COORDINATOR|KafkaJS(Connection|RequestTimeout|BrokerNotFound|GroupCoordinator|Number|Lock)/;

/** What was found, until it is forgotten; a search that failed is not kept. */
function kept<Found>(all: Map<string, Promise<Found>>, key: string, find: () => Promise<Found>): Promise<Found> {
  const known = all.get(key);
  if (known !== undefined) return known;
  const found = find();
  all.set(key, found);
  found.catch(() => all.get(key) === found && all.delete(key));
  return found;
}
