import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase, type Database } from '@mesh/database';
import { eventually, storyWithKafka } from '@mesh/testing';
import { KafkaEventLog } from '../index.js';
import { eventOf, openTestLog, topicName } from '../testing/test-log.suite.js';

const root = fileURLToPath(new URL('../../../../..', import.meta.url));
const KILLS = 6;
const IDS = 60;

/** Appends the same events over and over, a few at a time, and says each that was acknowledged. */
const APPENDER = (brokers: readonly string[], url: string, topic: string) => `
  import { openDatabase } from '@mesh/database';
  import { KafkaEventLog } from '@mesh/events-kafka';
  import { writeSync } from 'node:fs';
  const log = await KafkaEventLog.open(${JSON.stringify({ brokers })}, openDatabase(${JSON.stringify(url)}));
  const of = (n) => ({ id: 'o' + n, source: '/once', type: 't', time: '2026-01-01T00:00:00Z', key: 'k' + n % 5, data: n, once: true });
  const appender = async (from) => {
    for (let n = from; ; n = (n + 7) % ${IDS}) {
      await log.append('${topic}', [of(n), of((n + 1) % ${IDS})]);
      writeSync(1, n + '\\n');
    }
  };
  for (let from = 0; from < 4; from += 1) appender(from * 11);`;

storyWithKafka('events that are to be written once', () => {
  let opened: Awaited<ReturnType<typeof openTestLog>>;

  beforeAll(async () => {
    execFileSync(process.execPath, [join(root, 'infra/local/compile.mjs')]);
    opened = await openTestLog();
  }, 120_000);
  afterAll(() => opened.close());

  const idsIn = async (topic: string) => {
    const ids: string[] = [];
    for (const { partition, earliest } of await opened.log.ranges(topic))
      ids.push(...(await opened.log.read(topic, partition, earliest, 10_000)).map(({ id }) => id));
    return ids.sort();
  };

  it('stand once after their writers were killed, again and again, beside others that go on', async () => {
    const { log, brokers, databaseUrl } = opened;
    const topic = topicName();
    await log.declareTopic({ name: topic, partitions: 3 });
    for (let kill = 0; kill < KILLS; kill += 1) {
      const children = [0, 1].map(() =>
        spawn(process.execPath, ['--input-type=module', '-e', APPENDER(brokers, databaseUrl, topic)], {
          cwd: root,
          stdio: ['ignore', 'pipe', 'inherit'],
        }),
      );
      let said = 0;
      for (const child of children)
        child.stdout.on('data', (chunk: Buffer) => {
          said += chunk.toString().split('\n').length - 1;
          if (said > 2 + kill * 3) for (const each of children) each.kill('SIGKILL');
        });
      await Promise.all(children.map((child) => once(child, 'close')));
      expect(said).toBeGreaterThan(2 + kill * 3);
    }
    const all = Array.from({ length: IDS }, (_, n) =>
      eventOf({ id: `o${n}`, source: '/once', key: `k${n % 5}`, data: n, once: true }),
    );
    const positions = await log.append(topic, all);
    // A transaction is committed before each partition has its marker, which readers of what is committed wait for.
    await eventually(async () => expect(await idsIn(topic)).toEqual(all.map(({ id }) => id).sort()));
    for (const [n, { partition, offset }] of positions.entries())
      expect((await log.read(topic, partition, offset, 1))[0]?.id).toBe(all[n]?.id);
    expect(await log.append(topic, all)).toEqual(positions);
  }, 180_000);

  it('are looked for in the topic when their writer was cut off between the topic and the ledger', async () => {
    const { log, brokers, databaseUrl } = opened;
    const topic = topicName();
    await log.declareTopic({ name: topic, partitions: 2 });
    const database: Database = openDatabase(databaseUrl);
    let isCut = false;
    // The ledger never hears that the event was written.
    const cutting: Database = {
      query: (text, values) => database.query(text, values),
      listen: (channel, heard) => database.listen(channel, heard),
      close: () => database.close(),
      transaction: (work) =>
        database.transaction((transaction) =>
          work({
            query: async (text, values) => {
              if (isCut && text.includes('SET log_offset')) throw new Error('cut off');
              return transaction.query(text, values);
            },
            listen: (channel, heard) => transaction.listen(channel, heard),
            close: () => transaction.close(),
            transaction: (inner) => transaction.transaction(inner),
          }),
        ),
    };
    const cutOff = await KafkaEventLog.open({ brokers }, cutting);
    isCut = true;
    const event = eventOf({ once: true });
    await expect(cutOff.append(topic, [event])).rejects.toThrow('cut off');
    await eventually(async () => expect(await idsIn(topic)).toEqual([event.id]));
    const [position] = await log.append(topic, [event]);
    expect(await idsIn(topic)).toEqual([event.id]);
    expect((await log.read(topic, position?.partition ?? 0, position?.offset ?? 0, 1))[0]?.id).toBe(event.id);
    // Also under another key, which may lead to another partition.
    for (const key of ['a', 'b', 'c', 'd']) expect(await log.append(topic, [{ ...event, key }])).toEqual([position]);
    await cutOff.close();
    await database.close();
  });
});
