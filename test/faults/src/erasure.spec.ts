import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventLog, LoggedEvent } from '@mesh/events';
import { KafkaEventLog } from '@mesh/events-kafka';
import { startKafka } from '@mesh/kafka-broker';
import { eventually, storyWithKafka } from '@mesh/testing';
import {
  ALARMING_READING,
  call,
  filesHolding,
  lakeMentions,
  SCORED_TOPIC,
  startMeshForStory,
  withLogOf,
  type RunningMesh,
} from '@mesh/test-journeys';

/** The moments after the request at which the mesh is killed; the domains wait six seconds for those who have not heard. */
const KILLED_AFTER_MS = (process.env.FAULT_ERASURES ?? '0,6100').split(',').map(Number);
const PERSONS = KILLED_AFTER_MS.map((_, nth) => `erase-me-${nth}-Zoë/Åström-7351`);
const OTHERS = Array.from({ length: 40 }, (_, n) => `stays-${n}-4410`);
/** The datasets in which a person has two scores and one outcome; other products derive what they like. */
const PRODUCT = 'cardiology/heart-disease-risk';
const PATIENCE = { timeoutMs: 60_000, everyMs: 250 };
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Erasure {
  readonly id: string;
  readonly status: string;
  readonly parts: readonly { readonly stores: readonly { readonly name: string; readonly rows?: number }[] }[];
}

/** What a mesh stands on besides its home. */
interface Ground {
  readonly environment: Readonly<Record<string, string>>;
  /** Folders outside of the home that hold what it keeps. */
  readonly folders: readonly string[];
  withLog<Result>(home: string, work: (log: EventLog) => Promise<Result>): Promise<Result>;
  stop(): Promise<void>;
}

const onPostgres = (): Promise<Ground> =>
  Promise.resolve({ environment: {}, folders: [], withLog: withLogOf, stop: () => Promise.resolve() });

async function onKafka(): Promise<Ground> {
  const home = await mkdtemp(join(tmpdir(), 'mesh-kafka-'));
  const kafka = await startKafka({ home, plaintext: true, shortLived: true });
  const { brokers } = kafka.connectionWithoutSignIn();
  return {
    environment: { EVENTS: 'kafka', KAFKA_BROKERS: brokers.join(',') },
    folders: [home],
    withLog: async (_, work) => {
      const log = await KafkaEventLog.open({ brokers });
      return work(log).finally(() => log.close());
    },
    stop: async () => {
      await kafka.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

describe('given people who want to be forgotten, and a mesh that is killed while it forgets them', () =>
  forgets(onPostgres));
storyWithKafka('people who want to be forgotten, and a mesh on Kafka that is killed while it forgets them', () =>
  forgets(onKafka),
);

function forgets(begin: () => Promise<Ground>): void {
  let ground: Ground;
  let story: RunningMesh;
  beforeAll(async () => {
    ground = await begin();
    story = await startMeshForStory(ground.environment);
  }, 150_000);
  afterAll(async () => {
    // Whatever began ends, also when the beginning failed.
    await (story as RunningMesh | undefined)?.mesh.dispose();
    await (ground as Ground | undefined)?.stop();
  }, 60_000);

  const home = () => story.mesh.place.home;
  const score = (patientId: string, key?: string) =>
    story.score({ ...ALARMING_READING, patientId }, key === undefined ? {} : { headers: { 'idempotency-key': key } });
  const outcome = async (patientId: string) =>
    call(`${story.mesh.address(1)}/heart-disease-risk/v1/outcomes`, {
      token: await story.callers.token('clinic-app'),
      body: { patientId, outcome: 1, observedAt: '2026-03-02T08:00:00Z' },
    });
  const erase = async (subject: string): Promise<Erasure> => {
    const token = await story.callers.token('dpo-privacy');
    const body = { subject, reason: 'They asked for it' };
    const { status, body: erasure } = await call(`${story.mesh.address()}/access/erasures`, { token, body });
    expect(status).toBe(202);
    return erasure as unknown as Erasure;
  };
  const persons = (events: readonly { readonly data: unknown }[]) =>
    events.map(({ data }) => (data as { patientId: string }).patientId);

  const filesWith = async (texts: readonly string[]) =>
    (await Promise.all([home(), ...ground.folders].map((folder) => filesHolding(folder, texts)))).flat();

  it('leaves no byte of them in any file, and everybody else as they were', async () => {
    const arrived = [...OTHERS, ...PERSONS].map(async (person) => {
      const key = `reading-of-${OTHERS.indexOf(person)}-${PERSONS.indexOf(person)}`;
      const answers = [await score(person), await score(person, key), await outcome(person)];
      return answers.map(({ status }) => status);
    });
    expect(new Set((await Promise.all(arrived)).flat())).toEqual(new Set([200]));
    await eventually(async () => {
      const landed = await lakeMentions(home(), [...OTHERS, ...PERSONS], PRODUCT);
      expect([...landed.values()]).toEqual([...landed.keys()].map(() => 3));
    }, PATIENCE);
    const before = await filesWith(PERSONS);
    // The search finds what is there, and what is there is in the lake alone.
    expect(before.length).toBeGreaterThan(0);
    expect(before.filter((path) => !path.startsWith(join(home(), 'lake')))).toEqual([]);
    const keysBefore = await readdir(join(home(), 'keys', 'subjects'));

    const erasures: string[] = [];
    for (const [nth, afterMs] of KILLED_AFTER_MS.entries()) {
      erasures.push((await erase(PERSONS[nth] as string)).id);
      await pause(afterMs);
      await story.mesh.kill9();
      await story.mesh.start();
    }
    for (const id of erasures) {
      await eventually(async () => {
        const { body } = await story.ask(`/access/erasures/${id}`, 'dpo-privacy');
        expect(body).toMatchObject({ status: 'erased', parts: [{ domain: 'cardiology', status: 'cleared' }] });
      }, PATIENCE);
    }

    expect(await filesWith(PERSONS)).toEqual([]);
    const mentions = await lakeMentions(home(), PERSONS);
    const kept = await lakeMentions(home(), OTHERS, PRODUCT);
    expect(PERSONS.map((person) => mentions.get(person))).toEqual(PERSONS.map(() => 0));
    expect(OTHERS.map((person) => kept.get(person))).toEqual(OTHERS.map(() => 3));

    const events = await ground.withLog(home(), async (log) => {
      const all: LoggedEvent[] = [];
      for (const { partition, earliest } of await log.ranges(SCORED_TOPIC))
        all.push(...(await log.read(SCORED_TOPIC, partition, earliest, 10_000)));
      return all;
    });
    // The log forgets nothing of what was measured: only who it was.
    expect(events).toHaveLength(2 * (OTHERS.length + PERSONS.length));
    expect(persons(events).every((person) => person.startsWith('urn:mesh:subject:'))).toBe(true);
    expect(new Set(persons(events)).size).toBe(OTHERS.length + PERSONS.length);
    const keys = await readdir(join(home(), 'keys', 'subjects'));
    expect(keysBefore.filter((key) => !keys.includes(key)).length).toBeGreaterThan(0);
    expect(new Set(keys.map((key) => key.split('.')[0])).size).toBe(keys.length);

    // Whoever stays is answered as before; whoever comes back is new.
    const [repeated] = [await score(OTHERS[0] as string, 'reading-of-0--1')];
    expect(repeated.body).toMatchObject({ patientId: OTHERS[0] });
    expect((await score(PERSONS[0] as string)).body).toMatchObject({ patientId: PERSONS[0] });
  }, 600_000);
}
