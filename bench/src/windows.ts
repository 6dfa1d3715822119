import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openDatabase, startEmbeddedPostgres, type Database } from '@mesh/database';
import { Outbox, type EventLog, type LoggedEvent, type NewEvent } from '@mesh/events';
import { PostgresEventLog } from '@mesh/events-postgres';
import {
  count,
  dataProduct,
  event,
  joined,
  JoinResult,
  left,
  max,
  mean,
  namesOf,
  right,
  windowed,
  WindowResult,
} from '@mesh/product';
import { OUTBOX_TABLE, planProcessing, STREAMS_MIGRATIONS, StreamProcessor } from '@mesh/streams';

const EVENTS = 200_000;
const PEOPLE = 2_000;
const BATCH = 2_000;
const MINUTE = 60_000;

class Beat {
  beatId!: string;
  person!: string;
  pulse!: number;
  takenAt!: string;
}
class Finding {
  findingId!: string;
  beatId!: string;
  sick!: number;
  foundAt!: string;
}
class Hour extends WindowResult {
  person!: string;
  readings!: number;
  middle!: number | null;
  highest!: number | null;
}
class Judged extends JoinResult {
  person!: string;
  takenAt!: string;
  sick!: number;
}

const product = dataProduct('bench.windows', {
  version: '1.0.0',
  title: 'Windows',
  owner: { team: 'bench', contact: 'bench@cloudmedical.example' },
  purpose: 'Measure windows and joins.',
  sensitivity: 'internal',
  ports: {
    beat: event('beat', { summary: 'A beat', message: Beat, id: 'beatId', key: 'person', at: 'takenAt' }),
    found: event('found', { summary: 'Found', message: Finding, id: 'findingId', key: 'findingId', at: 'foundAt' }),
    hourly: event('hourly', { summary: 'An hour', message: Hour, id: 'resultId', key: 'person', at: 'windowEnd' }),
    judged: event('judged', { summary: 'Judged', message: Judged, id: 'joinId', key: 'person', at: 'takenAt' }),
  },
  processing: {
    hours: windowed({
      ...{ from: 'beat', key: 'person', size: '1h', lateness: '10m', outOfOrderness: '1m', gives: 'hourly' },
      aggregate: { readings: count(), middle: mean('pulse'), highest: max('pulse') },
    }),
    truth: joined({
      ...{ left: 'beat', right: 'found', on: 'beatId', within: '1d', lateness: '1h', gives: 'judged' },
      select: { person: left('person'), takenAt: left('takenAt'), sick: right('sick') },
    }),
  },
  grants: [],
  promises: { availability: 0.99, freshness: '5m', retention: '1d' },
});

/** Events a second through declared processing, beside the bare SQL that keeps the same figures. */
export interface WindowsBench {
  readonly name: 'windows';
  readonly figures: Readonly<Record<string, number>>;
  /** Events a second of the named bare work, in the same run on the same server. */
  readonly baseline: Readonly<Record<string, number>>;
}

/**
 * Measures a windowed aggregate and a join over the minutes of 2,000 people on a fresh embedded PostgreSQL: from the log,
 * exactly once, back into the log. Beside it the same events are read from the log and worked into a table by one upsert a
 * batch, without event time, repeats or results.
 */
export async function run(): Promise<WindowsBench> {
  const home = await mkdtemp(join(tmpdir(), 'mesh-bench-'));
  await chmod(home, 0o711);
  const server = await startEmbeddedPostgres({ home });
  const database = openDatabase(server.url, { maxConnections: 12 });
  await migrate(database, 'streams', STREAMS_MIGRATIONS);
  const log = await PostgresEventLog.open(database);
  try {
    return await measure(database, log);
  } finally {
    await log.close();
    await database.close();
    await server.stop();
    await rm(home, { recursive: true, force: true });
  }
}

async function measure(database: Database, log: EventLog): Promise<WindowsBench> {
  const names = namesOf(product);
  for (const name of Object.keys(product.ports)) await log.declareTopic({ name: names.topic(name), partitions: 4 });
  await fill(log, names.topic('beat'), beat);
  await fill(log, names.topic('found'), finding, EVENTS / 10);
  const bareUpsert = await bare(database, log, names.topic('beat'));
  const windowedRate = await processed(database, log, 'hours', EVENTS);
  const joinedRate = await processed(database, log, 'truth', EVENTS + EVENTS / 10);
  return {
    name: 'windows',
    figures: { windowed: windowedRate, windowedRatio: windowedRate / bareUpsert, joined: joinedRate },
    baseline: { bareUpsertOf2000: bareUpsert },
  };
}

async function fill(
  log: EventLog,
  topic: string,
  eventOf: (n: number, topic: string) => NewEvent,
  most = EVENTS,
): Promise<void> {
  for (let from = 0; from < most; from += 5_000) {
    await log.append(
      topic,
      Array.from({ length: 5_000 }, (_, n) => eventOf(from + n, topic)),
    );
  }
}

/** Runs one processing over all that is in the log. */
async function processed(database: Database, log: EventLog, name: 'hours' | 'truth', events: number): Promise<number> {
  const outbox = new Outbox(database, log, OUTBOX_TABLE);
  const processor = new StreamProcessor(planProcessing(product, name), { log, database, outbox, maxBatch: BATCH });
  const names = namesOf(product);
  const topics = (name === 'hours' ? ['beat'] : ['beat', 'found']).map((event) => names.topic(event));
  const start = performance.now();
  await processor.start();
  const isDone = async () => {
    for (const topic of topics) if ((await log.lag(topic, processor.plan.group)) > 0) return false;
    return true;
  };
  while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 50));
  const seconds = (performance.now() - start) / 1_000;
  const { results, late } = await processor.progress();
  if (results === 0 || late > 0) throw new Error('the processing did not give what it should');
  await processor.close();
  await outbox.close();
  return Math.round(events / seconds);
}

/** The baseline: the same events from the log into one row a person and hour. */
async function bare(database: Database, log: EventLog, topic: string): Promise<number> {
  await database.query(
    `CREATE TABLE bare (person text, hour bigint, readings int, total float8, highest float8, PRIMARY KEY (person, hour)) WITH (fillfactor = 70)`,
  );
  let seen = 0;
  const start = performance.now();
  let done: () => void = () => undefined;
  const all = new Promise<void>((resolve) => (done = resolve));
  const subscription = await log.subscribe({ topics: [topic], group: 'bare', maxBatch: BATCH }, async (events) => {
    await upsert(database, events);
    seen += events.length;
    if (seen >= EVENTS) done();
  });
  await all;
  const rate = Math.round(EVENTS / ((performance.now() - start) / 1_000));
  await subscription.close();
  return rate;
}

async function upsert(database: Database, events: readonly LoggedEvent[]): Promise<void> {
  const beats = events.map(({ data }) => data as Beat);
  await database.query(
    `INSERT INTO bare AS b (person, hour, readings, total, highest)
     SELECT person, hour, count(*), sum(pulse), max(pulse)
     FROM unnest($1::text[], $2::bigint[], $3::float8[]) AS g(person, hour, pulse) GROUP BY person, hour ORDER BY person, hour
     ON CONFLICT (person, hour) DO UPDATE SET readings = b.readings + excluded.readings,
       total = b.total + excluded.total, highest = greatest(b.highest, excluded.highest)`,
    [
      beats.map(({ person }) => person),
      beats.map(({ takenAt }) => Math.floor(Date.parse(takenAt) / (60 * MINUTE))),
      beats.map(({ pulse }) => pulse),
    ],
  );
}

/** Everybody in turn, a minute each: time goes by alike for all of them. */
const timeOf = (n: number): string => new Date(Date.UTC(2026, 1, 1) + Math.floor(n / PEOPLE) * MINUTE).toISOString();

const beat = (n: number, type: string): NewEvent => {
  const [beatId, person, takenAt] = [`beat-${n}`, `person-${n % PEOPLE}`, timeOf(n)];
  return {
    id: beatId,
    source: '/bench',
    type,
    time: takenAt,
    key: person,
    data: { beatId, person, pulse: 50 + (n % 90), takenAt },
  };
};

const finding = (n: number, type: string): NewEvent => {
  const [findingId, beatId, foundAt] = [`finding-${n}`, `beat-${n * 10}`, timeOf(n * 10)];
  return {
    id: findingId,
    source: '/bench',
    type,
    time: foundAt,
    key: findingId,
    data: { findingId, beatId, sick: n % 2, foundAt },
  };
};
