import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, startEmbeddedPostgres } from '@mesh/database';
import type { EventLog } from '@mesh/events';
import { KafkaEventLog } from '@mesh/events-kafka';
import { PostgresEventLog } from '@mesh/events-postgres';
import { startKafka } from '@mesh/kafka-broker';
import kafkajs, { type Kafka } from 'kafkajs';
import { perfPrograms, type PerfPrograms } from './events/perf-programs.js';
import { consumedPerSecond, endToEnd, perSecond } from './events/rates.js';
import { events, messages } from './events/samples.js';
import { run as streamScoring } from './stream.js';

const BATCH = 500;
const LATENCY_AT = 500;
const topicOf = (name: string) => `bench.events-${name}.measured.v1`;

/** Events a second that a log takes and gives, and the way of one event from end to end. */
interface LogFigures {
  readonly batchesOf500: number;
  readonly singlesOf8Appenders: number;
  readonly singlesOf64Appenders: number;
  readonly consumed: number;
  readonly endToEndAt500: { readonly p50Ms: number; readonly p99Ms: number };
}

type BareFigures = Omit<LogFigures, 'endToEndAt500'>;

/** Both logs beside kafkajs alone and Kafka's own performance programs, in one run on one machine. */
export interface EventsBench {
  readonly name: 'events';
  readonly kafka: LogFigures;
  readonly postgres: LogFigures;
  readonly bareKafkajs: BareFigures;
  readonly kafkaPerfTest: PerfPrograms;
  /** The adapter over kafkajs alone, with the same messages on the same broker. */
  readonly kafkaToBareKafkajs: BareFigures;
  /** The adapter over Kafka's own programs, whose messages have the size and no meaning. */
  readonly kafkaToPerfTest: PerfPrograms;
  /** Events scored a second, and the way from an event to its score: `stream` alone gives the same figures. */
  readonly streamScoring: unknown;
}

export async function run(): Promise<EventsBench> {
  return { ...(await measureLogs()), streamScoring: await streamScoring() };
}

async function measureLogs(): Promise<Omit<EventsBench, 'streamScoring'>> {
  const home = await mkdtemp(join(tmpdir(), 'mesh-bench-'));
  await chmod(home, 0o711);
  const [server, broker] = await Promise.all([
    startEmbeddedPostgres({ home }),
    startKafka({ home: join(home, 'kafka'), plaintext: true }),
  ]);
  const database = openDatabase(server.url, { maxConnections: 12 });
  const { brokers } = broker.connectionWithoutSignIn();
  const [postgresLog, kafkaLog] = [
    await PostgresEventLog.open(database),
    await KafkaEventLog.open({ brokers }, database),
  ];
  try {
    const postgres = await measureLog(postgresLog, 'postgres');
    const bareKafkajs = await measureBare(new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING }), kafkaLog);
    const kafka = await measureLog(kafkaLog, 'kafka');
    await kafkaLog.declareTopic({ name: topicOf('perf'), partitions: 4 });
    const kafkaPerfTest = await perfPrograms(brokers.join(','), topicOf('perf'));
    return {
      ...{ name: 'events', kafka, postgres, bareKafkajs, kafkaPerfTest },
      kafkaToBareKafkajs: {
        batchesOf500: kafka.batchesOf500 / bareKafkajs.batchesOf500,
        singlesOf8Appenders: kafka.singlesOf8Appenders / bareKafkajs.singlesOf8Appenders,
        singlesOf64Appenders: kafka.singlesOf64Appenders / bareKafkajs.singlesOf64Appenders,
        consumed: kafka.consumed / bareKafkajs.consumed,
      },
      kafkaToPerfTest: {
        produced: kafka.batchesOf500 / kafkaPerfTest.produced,
        consumed: kafka.consumed / kafkaPerfTest.consumed,
      },
    };
  } finally {
    await Promise.all([postgresLog.close(), kafkaLog.close()]);
    await database.close();
    await Promise.all([server.stop(), broker.stop()]);
    await rm(home, { recursive: true, force: true });
  }
}

async function measureLog(log: EventLog, name: string): Promise<LogFigures> {
  const [topic, latencyTopic] = [topicOf(name), topicOf(`${name}-latency`)];
  for (const each of [topic, latencyTopic]) await log.declareTopic({ name: each, partitions: 4 });
  const batchesOf500 = await perSecond(2, BATCH, () => log.append(topic, events(BATCH)));
  const singlesOf8Appenders = await perSecond(8, 1, () => log.append(topic, events(1)));
  const singlesOf64Appenders = await perSecond(64, 1, () => log.append(topic, events(1)));
  const total = (await log.ranges(topic)).reduce((sum, { next }) => sum + next, 0);
  const consumed = await consumedPerSecond(total, async (seen) => {
    const subscription = await log.subscribe({ topics: [topic], group: 'bench', maxBatch: BATCH }, async (batch) => {
      let grown = 0;
      for (const { data } of batch) grown += (data as { age: number }).age;
      seen(grown > 0 ? batch.length : 0);
    });
    return () => subscription.close();
  });
  return {
    ...{ batchesOf500, singlesOf8Appenders, singlesOf64Appenders, consumed },
    endToEndAt500: await endToEnd(log, latencyTopic, LATENCY_AT),
  };
}

/** kafkajs as its documentation shows it: a producer with acknowledgements of all replicas, a consumer of batches. */
async function measureBare(kafka: Kafka, log: EventLog): Promise<BareFigures> {
  const topic = topicOf('bare');
  await log.declareTopic({ name: topic, partitions: 4 });
  const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  await producer.connect();
  const send = (count: number) => () => producer.send({ topic, messages: messages(count) });
  const batchesOf500 = await perSecond(2, BATCH, send(BATCH));
  const singlesOf8Appenders = await perSecond(8, 1, send(1));
  const singlesOf64Appenders = await perSecond(64, 1, send(1));
  await producer.disconnect();
  const total = (await log.ranges(topic)).reduce((sum, { next }) => sum + next, 0);
  const consumed = await consumedPerSecond(total, async (seen) => {
    const consumer = kafka.consumer({ groupId: 'bare' });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      partitionsConsumedConcurrently: 4,
      eachBatch: async ({ batch }) => {
        let grown = 0;
        for (const { value } of batch.messages) grown += (JSON.parse(String(value)) as { age: number }).age;
        seen(grown > 0 ? batch.messages.length : 0);
      },
    });
    return () => consumer.disconnect();
  });
  return { batchesOf500, singlesOf8Appenders, singlesOf64Appenders, consumed };
}
