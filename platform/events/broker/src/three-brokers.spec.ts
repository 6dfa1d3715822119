import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storyWithKafka } from '@mesh/testing';
import { startKafka, type RunningKafka } from './index.js';
import { clientOf, newTopic, receive, send } from './testing/one-message.js';

const SPARE_MS = 120_000;

storyWithKafka('given three brokers', () => {
  let home: string;
  let kafka: RunningKafka;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'mesh-kafka-'));
    kafka = await startKafka({ home, brokers: 3, shortLived: true });
  }, SPARE_MS);

  afterAll(async () => {
    await kafka.stop();
    rmSync(home, { recursive: true });
  }, SPARE_MS);

  it(
    'takes writes of which two copies remain while one is dead, and makes the third when it is back',
    async () => {
      const connection = kafka.connection('scram-sha-512');
      const admin = clientOf({ ...connection }).admin();
      await admin.connect();
      const topic = await newTopic(connection, 3);
      const partition = async () => (await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]?.partitions[0];
      const leader = (await partition())?.leader ?? 0;
      await send(connection, topic, 'before');

      await kafka.kill(leader);
      await lastingly(() => send(connection, topic, 'while one is dead'));
      expect((await partition())?.leader).not.toBe(leader);

      await kafka.restart(leader);
      await lastingly(async () => expect((await partition())?.isr.toSorted()).toEqual([1, 2, 3]));
      await send(connection, topic, 'after');
      await admin.disconnect();
      const read = await receive(connection, topic, 3);
      expect([...new Set(read)]).toEqual(['before', 'while one is dead', 'after']);
    },
    SPARE_MS,
  );

  it('refuses to name a fourth', () => {
    expect(() => kafka.pid(4)).toThrow(expect.objectContaining({ code: 'BROKER.NODE_UNKNOWN' }));
  });
});

/** A dead leader is replaced once its session has ended; a client that retries for less is told so, and tries again. */
async function lastingly(work: () => Promise<unknown>, until = Date.now() + 60_000): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (Date.now() > until) throw error;
    await lastingly(work, until);
  }
}
