import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@mesh/database';
import type { EventLog, NewEvent } from '@mesh/events';
import { KafkaEventLog } from '@mesh/events-kafka';
import { PostgresEventLog } from '@mesh/events-postgres';
import { startKafka } from '@mesh/kafka-broker';
import { databaseUrlOf, MeshProcess } from '@mesh/test-journeys';
import { HEART_READING } from './load/heart-reading.js';
import { LatencyHistogram } from './load/latency-histogram.js';

const MEASURED = 'cardiology.heart-disease-risk.measured.v1';
const SCORED = 'cardiology.heart-disease-risk.scored.v1';
const BACKLOG = 100_000;
const APPEND = 500;
const TICK_MS = 10;
const WARM_UP = { perSecond: 2_000, seconds: 5 };
const STEADY = [
  { perSecond: 2_000, seconds: 15 },
  { perSecond: 5_000, seconds: 15 },
  { perSecond: 10_000, seconds: 15 },
];
const PEOPLE = 1_000;
const DRAIN_TIMEOUT_MS = 120_000;

/** What streamed through at a steady pace: events a second that were scored, and from event to `scored`. */
interface SteadyStream {
  readonly sentPerSecond: number;
  readonly scoredPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

interface StreamFigures {
  /** Events a second while 100,000 are sent as fast as the log takes them, until the last is scored. */
  readonly backlogPerSecond: number;
  readonly steady: Readonly<Record<string, SteadyStream>>;
}

/**
 * Readings that are scored as they come, by a whole mesh in a process of its own (lake, seals, lineage and all), the
 * sender, the reader of the scores and the broker on the same machine: over the log on PostgreSQL and over Kafka.
 */
export async function run(): Promise<unknown> {
  return {
    postgres: await onMesh({}, (mesh) => onPostgres(mesh)),
    kafka: await onKafka(),
  };
}

async function onPostgres(mesh: MeshProcess): Promise<StreamFigures> {
  const database = openDatabase(databaseUrlOf(mesh.place.home), { maxConnections: 6 });
  const log = await PostgresEventLog.open(database);
  try {
    return await measure(log);
  } finally {
    await log.close();
    await database.close();
  }
}

async function onKafka(): Promise<StreamFigures> {
  const home = await mkdtemp(join(tmpdir(), 'mesh-bench-kafka-'));
  await chmod(home, 0o711);
  const kafka = await startKafka({ home, plaintext: true });
  const brokers = kafka.bootstrap.plaintext ?? [];
  try {
    return await onMesh({ EVENTS: 'kafka', KAFKA_BROKERS: brokers.join(',') }, async () => {
      const log = await KafkaEventLog.open({ brokers, clientId: 'bench' });
      return measure(log).finally(() => log.close());
    });
  } finally {
    await kafka.stop();
    await rm(home, { recursive: true, force: true });
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

async function measure(log: EventLog): Promise<StreamFigures> {
  const reader = new ScoreReader();
  const subscription = await log.subscribe(
    { topics: [SCORED], group: 'bench-stream', from: 'latest', maxBatch: 5_000 },
    async (events) => reader.read(events),
  );
  await steadily(log, reader, WARM_UP);
  const steady: Record<string, SteadyStream> = {};
  for (const pace of STEADY) steady[`${pace.perSecond}/s`] = await steadily(log, reader, pace);
  const backlogPerSecond = await backlog(log, reader);
  await subscription.close();
  return { steady, backlogPerSecond };
}

/** Sees when scores come: a reading carries the time at which it was sent. */
class ScoreReader {
  latencies = new LatencyHistogram();
  seen = 0;

  async read(events: readonly { readonly json: string }[]): Promise<void> {
    const now = Date.now();
    for (const { json } of events) {
      const { measuredAt } = JSON.parse(json) as { readonly measuredAt: string };
      this.latencies.record((now - Date.parse(measuredAt)) * 1_000);
    }
    this.seen += events.length;
  }

  begin(): void {
    this.latencies = new LatencyHistogram();
    this.seen = 0;
  }

  async until(count: number): Promise<void> {
    const deadline = performance.now() + DRAIN_TIMEOUT_MS;
    while (this.seen < count) {
      if (performance.now() > deadline) throw new Error(`only ${this.seen} of ${count} were scored in time`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

/** Sends so many a second, whatever comes back. */
async function steadily(
  log: EventLog,
  reader: ScoreReader,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<SteadyStream> {
  reader.begin();
  const total = perSecond * seconds;
  const start = performance.now();
  const appends: Promise<unknown>[] = [];
  let sent = 0;
  while (sent < total) {
    const due = Math.min(total, Math.ceil(((performance.now() - start) / 1_000) * perSecond)) - sent;
    if (due > 0) appends.push(log.append(MEASURED, readings(due)));
    sent += due;
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  await Promise.all(appends);
  const sentMs = performance.now() - start;
  await reader.until(total);
  const scoredMs = performance.now() - start;
  const { latencies } = reader;
  return {
    sentPerSecond: Math.round((total / sentMs) * 1_000),
    scoredPerSecond: Math.round((total / scoredMs) * 1_000),
    p50Ms: latencies.percentile(0.5) / 1_000,
    p99Ms: latencies.percentile(0.99) / 1_000,
    maxMs: latencies.max / 1_000,
  };
}

async function backlog(log: EventLog, reader: ScoreReader): Promise<number> {
  reader.begin();
  const start = performance.now();
  let sent = 0;
  const send = async (): Promise<void> => {
    while (sent < BACKLOG) {
      sent += APPEND;
      await log.append(MEASURED, readings(APPEND));
    }
  };
  await Promise.all([send(), send()]);
  await reader.until(BACKLOG);
  return Math.round((BACKLOG / (performance.now() - start)) * 1_000);
}

let serial = 0;
/** New ids in each run. */
const RUN = Date.now().toString(36);
const READING = JSON.parse(HEART_READING) as object;

function readings(count: number): NewEvent[] {
  const measuredAt = new Date().toISOString();
  return Array.from({ length: count }, () => {
    serial += 1;
    const [readingId, patientId] = [`bench-${RUN}-${serial}`, `bench-${serial % PEOPLE}`];
    return {
      id: readingId,
      source: '/bench/bracelets',
      type: MEASURED,
      time: measuredAt,
      key: patientId,
      data: { ...READING, patientId, measuredAt, readingId },
    };
  });
}
