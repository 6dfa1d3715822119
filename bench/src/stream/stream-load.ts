import type { EventLog, NewEvent } from '@mesh/events';
import { HEART_READING } from '../load/heart-reading.js';
import { LatencyHistogram } from '../load/latency-histogram.js';

const BACKLOG = 100_000;
const APPEND = 500;
const TICK_MS = 10;
/** A broker's compiler is at work for its first half minute. */
const WARM_UP = { perSecond: 2_000, seconds: 20 };
const STEADY = [
  { perSecond: 2_000, seconds: 15 },
  { perSecond: 5_000, seconds: 15 },
  { perSecond: 10_000, seconds: 15 },
];
const PEOPLE = 1_000;
const DRAIN_TIMEOUT_MS = 120_000;

/** Where readings go in, and where what follows from each comes out. */
export interface StreamTopics {
  readonly measured: string;
  readonly scored: string;
}

/** What streamed through at a steady pace. */
interface SteadyStream {
  readonly sentPerSecond: number;
  /** From the first score to the last: less than was sent where the scores fell behind. */
  readonly scoredPerSecond: number;
  /** From event to `scored`. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

export interface StreamFigures {
  /** Events a second while 100,000 are sent as fast as the log takes them, until the last is scored. */
  readonly backlogPerSecond: number;
  readonly steady: Readonly<Record<string, SteadyStream>>;
}

/** Sends readings at several paces, then as many as the log takes, and watches when what follows from them comes. */
export async function measureStream(log: EventLog, topics: StreamTopics): Promise<StreamFigures> {
  const reader = new ScoreReader();
  const subscription = await log.subscribe(
    { topics: [topics.scored], group: `bench-${topics.scored}`, from: 'latest', maxBatch: 5_000 },
    async (events) => reader.read(events),
  );
  const load = { log, topic: topics.measured, reader };
  await steadily(load, WARM_UP);
  const steady: Record<string, SteadyStream> = {};
  for (const pace of STEADY) steady[`${pace.perSecond}/s`] = await steadily(load, pace);
  const backlogPerSecond = await backlog(load);
  await subscription.close();
  return { steady, backlogPerSecond };
}

/** Sees when scores come: a reading carries the time at which it was sent. */
class ScoreReader {
  latencies = new LatencyHistogram();
  seen = 0;
  private first = { count: 0, atMs: 0 };
  private lastMs = 0;

  async read(events: readonly { readonly json: string }[]): Promise<void> {
    const now = Date.now();
    for (const { json } of events) {
      const { measuredAt } = JSON.parse(json) as { readonly measuredAt: string };
      this.latencies.record((now - Date.parse(measuredAt)) * 1_000);
    }
    this.seen += events.length;
    this.lastMs = performance.now();
    if (this.seen === events.length) this.first = { count: this.seen, atMs: this.lastMs };
  }

  /** How many a second came from the first to the last. */
  get perSecond(): number {
    return ((this.seen - this.first.count) / (this.lastMs - this.first.atMs)) * 1_000;
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

interface Load {
  readonly log: EventLog;
  readonly topic: string;
  readonly reader: ScoreReader;
}

/** Sends so many a second, whatever comes back. */
async function steadily(
  { log, topic, reader }: Load,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<SteadyStream> {
  reader.begin();
  const total = perSecond * seconds;
  const start = performance.now();
  const appends: Promise<unknown>[] = [];
  let sent = 0;
  while (sent < total) {
    const due = Math.min(total, Math.ceil(((performance.now() - start) / 1_000) * perSecond)) - sent;
    if (due > 0) appends.push(log.append(topic, readings(topic, due)));
    sent += due;
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  await Promise.all(appends);
  const sentMs = performance.now() - start;
  await reader.until(total);
  const { latencies, perSecond: scoredPerSecond } = reader;
  return {
    sentPerSecond: Math.round((total / sentMs) * 1_000),
    scoredPerSecond: Math.round(scoredPerSecond),
    p50Ms: latencies.percentile(0.5) / 1_000,
    p99Ms: latencies.percentile(0.99) / 1_000,
    maxMs: latencies.max / 1_000,
  };
}

async function backlog({ log, topic, reader }: Load): Promise<number> {
  reader.begin();
  const start = performance.now();
  let sent = 0;
  const send = async (): Promise<void> => {
    while (sent < BACKLOG) {
      sent += APPEND;
      await log.append(topic, readings(topic, APPEND));
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

function readings(type: string, count: number): NewEvent[] {
  const measuredAt = new Date().toISOString();
  return Array.from({ length: count }, () => {
    serial += 1;
    const [readingId, patientId] = [`bench-${RUN}-${serial}`, `bench-${serial % PEOPLE}`];
    return {
      id: readingId,
      source: '/bench/bracelets',
      type,
      time: measuredAt,
      key: patientId,
      data: { ...READING, patientId, measuredAt, readingId },
    };
  });
}
