import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@mesh/database';
import { KafkaEventLog } from '@mesh/events-kafka';
import { PostgresEventLog } from '@mesh/events-postgres';
import { startKafka } from '@mesh/kafka-broker';
import { databaseUrlOf, MeshProcess } from '@mesh/test-journeys';
import { forkBaseline } from './baselines/baseline-process.js';
import { measureStream, type StreamFigures } from './stream/stream-load.js';

const OURS = {
  measured: 'cardiology.heart-disease-risk.measured.v1',
  scored: 'cardiology.heart-disease-risk.scored.v1',
};
const BARE = { measured: 'bench.bare.measured.v1', scored: 'bench.bare.scored.v1' };

/**
 * Readings that are scored as they come, by a whole mesh in a process of its own (lake, seals, lineage, evaluation and
 * all), the sender, the reader of the scores and the broker on the same machine: over the log on PostgreSQL and over
 * Kafka. Beside it the least that can follow from a message on Kafka: kafkajs alone reads, parses and writes each once.
 */
export async function run(): Promise<unknown> {
  const postgres = await onMesh({}, (mesh) => onPostgres(mesh));
  const { kafka, bareKafkajs } = await onKafka();
  const at = '2000/s';
  return {
    postgres,
    kafka,
    baseline: { bareKafkajs },
    ratio: {
      backlog: kafka.backlogPerSecond / bareKafkajs.backlogPerSecond,
      p99At2000: (kafka.steady[at]?.p99Ms ?? Number.NaN) / (bareKafkajs.steady[at]?.p99Ms ?? Number.NaN),
    },
  };
}

async function onPostgres(mesh: MeshProcess): Promise<StreamFigures> {
  const database = openDatabase(databaseUrlOf(mesh.place.home), { maxConnections: 6 });
  const log = await PostgresEventLog.open(database);
  try {
    return await measureStream(log, OURS);
  } finally {
    await log.close();
    await database.close();
  }
}

async function onKafka(): Promise<{ readonly kafka: StreamFigures; readonly bareKafkajs: StreamFigures }> {
  const home = await mkdtemp(join(tmpdir(), 'mesh-bench-kafka-'));
  await chmod(home, 0o711);
  const kafka = await startKafka({ home, plaintext: true });
  const brokers = kafka.bootstrap.plaintext ?? [];
  const log = await KafkaEventLog.open({ brokers, clientId: 'bench' });
  try {
    const bareKafkajs = await onKafkajs(brokers, log);
    const environment = { EVENTS: 'kafka', KAFKA_BROKERS: brokers.join(',') };
    return { kafka: await onMesh(environment, () => measureStream(log, OURS)), bareKafkajs };
  } finally {
    await log.close();
    await kafka.stop();
    await rm(home, { recursive: true, force: true });
  }
}

async function onKafkajs(brokers: readonly string[], log: KafkaEventLog): Promise<StreamFigures> {
  for (const name of Object.values(BARE)) await log.declareTopic({ name });
  const baseline = await forkBaseline('kafkajs-transform', [brokers.join(','), BARE.measured, BARE.scored]);
  try {
    return await measureStream(log, BARE);
  } finally {
    await baseline.stop();
  }
}

async function onMesh(
  environment: Readonly<Record<string, string>>,
  work: (mesh: MeshProcess) => Promise<StreamFigures>,
): Promise<StreamFigures> {
  const mesh = await MeshProcess.create(environment);
  try {
    await mesh.start();
    return await work(mesh);
  } finally {
    await mesh.dispose();
  }
}
