import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, startEmbeddedPostgres, type Database } from '@mesh/database';
import type { EventLog, NewEvent } from '@mesh/events';
import { PostgresEventLog } from '@mesh/events-postgres';

const ROUND_MS = 2_000;
const BATCH = 500;
const APPENDERS = 8;
const MANY_APPENDERS = 64;
const TOPIC = 'bench.log.measured.v1';

/** What the log does in a second, beside the bare statements that write the same rows as durably. */
export interface LogBench {
  readonly name: 'log';
  /** Events a second; `…Ratio` is the figure over its baseline. */
  readonly figures: Readonly<Record<string, number>>;
  /** Events a second of the named bare statements, in the same run on the same server. */
  readonly baseline: Readonly<Record<string, number>>;
}

/** Measures appending in batches of 500 and one by one from 8 appenders, and consuming, on a fresh embedded PostgreSQL. */
export async function run(): Promise<LogBench> {
  const home = await mkdtemp(join(tmpdir(), 'mesh-bench-'));
  await chmod(home, 0o711);
  const server = await startEmbeddedPostgres({ home });
  const database = openDatabase(server.url, { maxConnections: 12 });
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

async function measure(database: Database, log: EventLog): Promise<LogBench> {
  await log.declareTopic({ name: TOPIC, partitions: 4 });
  await database.query(
    `CREATE TABLE bare (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text, source text, type text, time text, key text, data text)`,
  );
  const bareBatches = await perSecond(2, BATCH, () => insertBatch(database));
  const batches = await perSecond(2, BATCH, () => log.append(TOPIC, events(BATCH)));
  const bareSingles = await perSecond(APPENDERS, 1, () => insertOne(database));
  const singles = await perSecond(APPENDERS, 1, () => log.append(TOPIC, events(1)));
  const manySingles = await perSecond(MANY_APPENDERS, 1, () => log.append(TOPIC, events(1)));
  const consumed = await consume(log);
  return {
    name: 'log',
    figures: {
      batchesOf500: batches,
      batchesOf500Ratio: batches / bareBatches,
      singlesOf8Appenders: singles,
      singlesOf8AppendersRatio: singles / bareSingles,
      singlesOf64Appenders: manySingles,
      consumed,
    },
    baseline: { bareInsertUnnestOf500: bareBatches, bareInsertOf8Clients: bareSingles },
  };
}

/** Runs `work` from several loops at once and counts what they did, in events a second. */
async function perSecond(loops: number, eventsOfWork: number, work: () => Promise<unknown>): Promise<number> {
  for (let warmUp = 0; warmUp < 50; warmUp += 1) await work();
  const start = performance.now();
  let done = 0;
  const loop = async () => {
    while (performance.now() < start + ROUND_MS) {
      await work();
      done += eventsOfWork;
    }
  };
  await Promise.all(Array.from({ length: loops }, loop));
  return Math.round(done / ((performance.now() - start) / 1_000));
}

async function consume(log: EventLog): Promise<number> {
  const total = (await log.ranges(TOPIC)).reduce((sum, { next }) => sum + next, 0);
  const start = performance.now();
  let seen = 0;
  let parsed = 0;
  const end = await new Promise<number>((resolve, reject) => {
    const subscribed = log.subscribe({ topics: [TOPIC], group: 'bench', maxBatch: BATCH }, async (batch) => {
      for (const event of batch) parsed += (event.data as { age: number }).age > 0 ? 1 : 0;
      seen += batch.length;
      if (seen >= total || performance.now() > start + 2 * ROUND_MS) resolve(performance.now());
    });
    subscribed.catch(reject);
  });
  if (parsed === 0) throw new Error('nothing was consumed');
  return Math.round(seen / ((end - start) / 1_000));
}

let serial = 0;

function events(count: number): NewEvent[] {
  return Array.from({ length: count }, () => {
    serial += 1;
    const id = `0197f0c2-0000-7000-8000-${String(serial).padStart(12, '0')}`;
    const data = {
      age: 63,
      sex: 1,
      chestPain: 3,
      restingBloodPressure: 145,
      cholesterol: 233,
      maxHeartRate: 150,
      score: 0.7315,
      model: 'm-12',
    };
    return {
      id,
      source: '/bench',
      type: 'bench.measured.v1',
      time: '2026-01-02T03:04:05.678Z',
      key: `patient-${serial % 997}`,
      data,
    };
  });
}

const insertOne = (database: Database) => {
  const [{ id, source, type, time, key, data }] = events(1) as [NewEvent];
  const row = [id, source, type, time, key, JSON.stringify(data)];
  return database.query('INSERT INTO bare (id, source, type, time, key, data) VALUES ($1, $2, $3, $4, $5, $6)', row);
};

const insertBatch = (database: Database) => {
  const rows = events(BATCH);
  const columns = [
    rows.map(({ id }) => id),
    rows.map(({ source }) => source),
    rows.map(({ type }) => type),
    rows.map(({ time }) => time),
    rows.map(({ key }) => key),
    rows.map(({ data }) => JSON.stringify(data)),
  ];
  return database.query(
    `INSERT INTO bare (id, source, type, time, key, data)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])`,
    columns,
  );
};
