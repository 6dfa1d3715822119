import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { migrate } from '@mesh/database';
import type { EventLog } from '@mesh/events';
import { KafkaEventLog } from '@mesh/events-kafka';
import { PostgresEventLog } from '@mesh/events-postgres';
import { eventually, startTestDatabase, startTestKafka, storyWithKafka, type TestDatabase } from '@mesh/testing';
import { ONLINE_MIGRATIONS } from '../index.js';
import { learnerGroup } from './learner-group.js';
import { TableRegistry } from '../testing/table-registry.js';
import { taughtModel, trialEvents } from '../testing/taught-model.js';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const LESSONS = 3_000;

interface Place {
  readonly brokers?: readonly string[];
  readonly kills: number;
  readonly leaseMs: number;
}

/** Learns in small batches, so that a kill falls into the middle of something. */
const MEMBER = (settings: object) => `
  import { openDatabase } from '@mesh/database';
  import { KafkaEventLog } from '@mesh/events-kafka';
  import { PostgresEventLog } from '@mesh/events-postgres';
  import { StreamLearner } from '@mesh/training-online';
  import { TableRegistry } from './platform/training/online/dist/testing/table-registry.js';
  const { url, brokers, model, leaseMs } = ${JSON.stringify(settings)};
  const database = openDatabase(url, { maxConnections: 4 });
  const log = brokers ? await KafkaEventLog.open({ brokers }, database) : await PostgresEventLog.open(database);
  const lineage = { emit: async () => undefined };
  const registry = await TableRegistry.on(database);
  const parts = { log, database, registry, lineage, commit: 'abc', author: 'test', maxBatch: 20, leaseMs };
  await new StreamLearner(model, parts).start();
  process.stdout.write('running\\n');`;

async function startMember(settings: object): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', MEMBER(settings)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error('the member ended before it began');
  });
  await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), ended]);
  ended.catch(() => undefined);
  return child;
}

async function kill(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

function killing(place: () => Promise<Place>): void {
  let db: TestDatabase;
  let log: EventLog;
  let where: Place;
  const members: ChildProcess[] = [];
  const model = { ...taughtModel, topic: `test.trial.lessons-${process.pid}-${Date.now()}.v1` };

  beforeAll(async () => {
    execFileSync(process.execPath, [join(root, 'infra/local/compile.mjs')]);
    where = await place();
    db = await startTestDatabase();
    await migrate(db.database, 'online', ONLINE_MIGRATIONS);
    log =
      where.brokers === undefined
        ? await PostgresEventLog.open(db.database)
        : await KafkaEventLog.open({ brokers: [...where.brokers] }, db.database);
    await log.declareTopic({ name: model.topic, partitions: 3 });
  }, 180_000);
  afterAll(async () => {
    for (const member of members) await kill(member);
    await log?.close();
    await db?.close();
  });

  it('has learned each event once, and registered what it had learned then', async () => {
    const group = learnerGroup(model);
    const start = async () => members.push(await startMember({ ...where, url: db.url, model }));
    const telling = (async () => {
      for (let from = 0; from < LESSONS; from += 30) {
        await log.append(model.topic, trialEvents(30, from));
        await pause(20);
      }
    })();
    let unread = 0;
    await start();
    for (let nth = 0; nth < where.kills; nth += 1) {
      await start();
      await pause(100 + ((nth * 137) % 400));
      await kill(members.shift());
      unread += await log.lag(model.topic, group);
    }
    // Otherwise nobody was killed at work.
    expect(unread).toBeGreaterThan(0);
    await telling;
    const learned = async () => {
      const [row] = await db.database.query<{ learned: string; state: string }>('SELECT * FROM online.learners');
      return row;
    };
    await eventually(async () => expect(Number((await learned())?.learned)).toBeGreaterThanOrEqual(LESSONS), {
      timeoutMs: 120_000,
    });
    // Whatever would come a second time has time to come: the group has read everything.
    await eventually(async () => expect(await unreadOf(group)).toBe(0), { timeoutMs: 60_000 });
    const state = await learned();
    expect(Number(state?.learned)).toBe(LESSONS);
    // The arithmetic itself counted: the learner weighed each event once.
    const { moments } = (JSON.parse(state!.state) as { learner: { moments: [number][] } }).learner;
    const doses = trialEvents(LESSONS).filter(({ data }) => (data as { dose: number | null }).dose !== null).length;
    expect(moments.map(([count]) => count)).toEqual([doses, LESSONS, LESSONS]);

    const registry = await TableRegistry.on(db.database);
    await eventually(async () => expect(await rowsReady()).toBe(0), { timeoutMs: 30_000 });
    const versions = await registry.versions(model.model);
    const rows = versions.map((version) => version.snapshot.rows);
    expect(new Set(rows).size).toBe(rows.length);
    expect((await registry.aliased(model.model, 'challenger'))?.snapshot.rows).toBe(Math.max(...rows));
    expect(Math.max(...rows)).toBe(LESSONS);
  }, 400_000);

  async function rowsReady(): Promise<number> {
    return (await db.database.query('SELECT 1 FROM online.ready_versions')).length;
  }

  /** Events that the group has not read; a log may have offsets that are no event. */
  async function unreadOf(group: string): Promise<number> {
    const committed = await log.committed(model.topic, group);
    const rest = (await log.ranges(model.topic)).map(({ partition, earliest }) =>
      log.read(model.topic, partition, committed.get(partition) ?? earliest, 1),
    );
    return (await Promise.all(rest)).flat().length;
  }
}

describe('given learners on PostgreSQL that are killed at work and take over from one another', () => {
  killing(() => Promise.resolve({ kills: 6, leaseMs: 1_000 }));
});

storyWithKafka('given learners on Kafka that are killed at work and take over from one another', () => {
  killing(async () => ({
    brokers: (await startTestKafka()).connectionWithoutSignIn().brokers,
    kills: 3,
    leaseMs: 6_000,
  }));
});
