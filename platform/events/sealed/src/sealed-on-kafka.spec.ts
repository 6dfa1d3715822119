import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { LoggedEvent } from '@mesh/events';
import { KafkaEventLog } from '@mesh/events-kafka';
import { startTestDatabase, startTestKafka, storyWithKafka, type TestDatabase, type TestKafka } from '@mesh/testing';
import { PostgresSubjects, SealedEventLog } from './index.js';

const RUN = randomUUID().slice(0, 8);
const TOPIC = `cardiology.sealed-${RUN}.scored.v1`;
const GONE = `gone-${RUN}-Zoë`;
const STAYS = Array.from({ length: 200 }, (_, n) => `stays-${RUN}-${n}`);

storyWithKafka('a person who is forgotten by a log on Kafka', () => {
  let kafka: TestKafka;
  let test: TestDatabase;
  let keysFolder: string;
  let log: SealedEventLog;
  let subjects: PostgresSubjects;
  beforeAll(async () => {
    kafka = await startTestKafka();
    test = await startTestDatabase();
    keysFolder = await mkdtemp(join(tmpdir(), 'mesh-keys-'));
    subjects = await PostgresSubjects.open(test.database, { keysFolder });
    const underneath = await KafkaEventLog.open({ brokers: kafka.connectionWithoutSignIn().brokers }, test.database);
    log = new SealedEventLog(underneath, subjects);
    await log.declareTopic({ name: TOPIC, personal: ['patientId'] });
  }, 120_000);
  afterAll(async () => {
    await log.close();
    await test.close();
    await rm(keysFolder, { recursive: true, force: true });
  });

  const all = async () => {
    const events: LoggedEvent[] = [];
    for (const { partition, earliest } of await log.ranges(TOPIC))
      events.push(...(await log.read(TOPIC, partition, earliest, 10_000)));
    return events;
  };
  const persons = async () => (await all()).map(({ data }) => (data as { patientId: string }).patientId).toSorted();

  it('stands in no file of the broker at any time, and behind no token afterwards', async () => {
    const events = [...STAYS, GONE, ...STAYS, GONE].map((patientId, n) => ({
      id: `s-${RUN}-${n}`,
      source: '/cardiology',
      type: TOPIC,
      time: '2026-01-02T03:04:05Z',
      key: patientId,
      data: { patientId, scoreId: `marker-${RUN}-${n}` },
    }));
    await log.append(TOPIC, events);
    expect(await persons()).toEqual(events.map(({ key }) => key).toSorted());
    const token = await test.database.transaction((in_) => subjects.retire(in_, 'cardiology', GONE));
    await subjects.forget([token]);
    expect(await persons()).toEqual([...STAYS, ...STAYS, token, token].toSorted());
    const files = (await readdir(kafka.home, { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
    const holding = async (text: string) => {
      const found: string[] = [];
      for (const { parentPath, name } of files)
        if ((await readFile(join(parentPath, name)).catch(() => Buffer.alloc(0))).includes(text)) found.push(name);
      return found;
    };
    // The search finds what is there: the events as they stand, and the token in the place of the person.
    expect((await holding(`marker-${RUN}-7"`)).length).toBeGreaterThan(0);
    expect((await holding(token)).length).toBeGreaterThan(0);
    expect(await holding(GONE)).toEqual([]);
    expect(await holding(`stays-${RUN}`)).toEqual([]);
  }, 60_000);
});
