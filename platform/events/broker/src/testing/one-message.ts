import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type KafkaConfig } from 'kafkajs';

type Connection = Pick<KafkaConfig, 'brokers' | 'ssl' | 'sasl'>;

/** A client of kafkajs that says nothing and does not try for long. */
export const clientOf = (connection: Connection, retries = 8): Kafka =>
  new Kafka({
    clientId: 'spec',
    ...connection,
    logLevel: logLevel.NOTHING,
    connectionTimeout: 3_000,
    retry: { retries, initialRetryTime: 50, maxRetryTime: 2_000 },
  });

/** Creates a topic with one partition and returns its name. */
export async function newTopic(connection: Connection, replicas = 1): Promise<string> {
  const topic = `spec.${randomUUID()}`;
  const admin = clientOf(connection).admin();
  try {
    await admin.connect();
    await admin.createTopics({
      topics: [{ topic, numPartitions: 1, replicationFactor: replicas }],
      waitForLeaders: true,
    });
  } finally {
    await admin.disconnect();
  }
  return topic;
}

/** Sends messages, acknowledged by all replicas in sync. */
export async function send(connection: Connection, topic: string, ...values: readonly string[]): Promise<void> {
  const producer = clientOf(connection).producer();
  try {
    await producer.connect();
    await producer.send({ topic, acks: -1, messages: values.map((value) => ({ value })) });
  } finally {
    await producer.disconnect();
  }
}

/** Reads the first messages of a topic in a group of its own. */
export async function receive(connection: Connection, topic: string, count: number): Promise<readonly string[]> {
  const consumer = clientOf(connection).consumer({ groupId: `spec.${randomUUID()}` });
  const values: string[] = [];
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      // A coordinator that is still loading its group ends a first attempt; the consumer starts another by itself.
      consumer.on('consumer.crash', ({ payload }) => (payload.restart ? undefined : reject(payload.error)));
      const eachMessage = ({ message }: { message: { value: Buffer | null } }): Promise<void> => {
        values.push(String(message.value));
        if (values.length === count) resolve();
        return Promise.resolve();
      };
      consumer.run({ eachMessage }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return values;
}
