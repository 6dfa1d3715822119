import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openDatabase, type Database } from '@mesh/database';
import { Outbox, outboxMigration, type EventLog, type LoggedEvent, type NewEvent } from '@mesh/events';
import { PostgresEventLog } from '@mesh/events-postgres';
import { describeEventLog } from '@mesh/events-suite';
import { eventually, startTestDatabase } from '@mesh/testing';
import { PostgresSubjects, SealedEventLog, SealedTexts, TOKEN_PREFIX, type Subjects } from './index.js';

const TOPIC = 'cardiology.risk.scored.v1';
const TOKEN = /^urn:mesh:subject:[a-z2-7]{26}$/;

/** Declares every topic as one that speaks of persons. */
class AllPersonal extends SealedEventLog {
  override declareTopic(topic: Parameters<EventLog['declareTopic']>[0]) {
    return super.declareTopic({ ...topic, personal: ['person', 'note'] });
  }
}

interface Process {
  readonly log: SealedEventLog;
  readonly subjects: Subjects;
  readonly database: Database;
  close(): Promise<void>;
}

async function openProcess(url: string, keysFolder: string): Promise<Process> {
  const database = openDatabase(url);
  const subjects = await PostgresSubjects.open(database, { keysFolder });
  const log = new AllPersonal(await PostgresEventLog.open(database), subjects);
  return { log, subjects, database, close: () => log.close().then(() => database.close()) };
}

async function openStore() {
  const test = await startTestDatabase();
  const keysFolder = await mkdtemp(join(tmpdir(), 'mesh-keys-'));
  const processes: Process[] = [];
  const open = async () => {
    const one = await openProcess(test.url, keysFolder);
    processes.push(one);
    return one;
  };
  const close = async () => {
    for (const one of processes) await one.close();
    await test.close();
    await rm(keysFolder, { recursive: true, force: true });
  };
  return { open, close, keysFolder, url: test.url };
}

describeEventLog('with tokens in the place of persons', async () => {
  const { open, close, url, keysFolder } = await openStore();
  const reopen = async () => (await open()).log;
  const opening = `await (async () => {
    const { openDatabase } = await import('@mesh/database');
    const { PostgresEventLog } = await import('@mesh/events-postgres');
    const { PostgresSubjects, SealedEventLog } = await import('@mesh/events-sealed');
    const database = openDatabase(${JSON.stringify(url)});
    const subjects = await PostgresSubjects.open(database, { keysFolder: ${JSON.stringify(keysFolder)} });
    return new SealedEventLog(await PostgresEventLog.open(database), subjects);
  })()`;
  return { log: await reopen(), reopen, opening, shortestLeaseMs: 400, close };
});

let eventNumber = 0;
function scored(person: string, more: Readonly<Record<string, unknown>> = {}): NewEvent {
  eventNumber += 1;
  const data = { scoreId: `s-${eventNumber}`, person, risk: 'low', ...more };
  return {
    id: `s-${eventNumber}`,
    source: '/cardiology',
    type: TOPIC,
    time: '2026-01-02T03:04:05Z',
    key: person,
    data,
  };
}

async function allOf(log: EventLog): Promise<LoggedEvent[]> {
  const pages = (await log.ranges(TOPIC)).map(({ partition, earliest }) =>
    log.read(TOPIC, partition, earliest, 10_000),
  );
  return (await Promise.all(pages)).flat();
}

const personsOf = (events: readonly LoggedEvent[]) => events.map(({ data }) => (data as { person: string }).person);

describe('given a topic that speaks of persons', () => {
  let store: Awaited<ReturnType<typeof openStore>>;
  let one: Process;
  beforeEach(async () => {
    store = await openStore();
    one = await store.open();
    await one.log.declareTopic({ name: TOPIC });
  });
  afterEach(() => store.close());

  const underneath = async () => allOf(one.log.underneath);
  const forget = async (person: string): Promise<string> => {
    const token = await one.database.transaction((in_) => one.subjects.retire(in_, 'cardiology', person));
    await one.subjects.forget([token]);
    return token;
  };

  it('keeps a token in the place of the person and of the key, and gives the person back', async () => {
    const person = 'Ms "Ünal" \\ 7\u2028';
    await one.log.append(TOPIC, [scored(person, { note: 'lives in Ulm' }), scored(person, { note: null })]);
    const [sealed, second] = await underneath();
    expect(sealed?.key).toMatch(TOKEN);
    expect(sealed?.data).toEqual({ ...(sealed?.data as object), person: sealed?.key, risk: 'low' });
    expect((sealed?.data as { note: string }).note).toMatch(TOKEN);
    expect(second?.key).toBe(sealed?.key);
    expect(second?.data).toMatchObject({ note: null });
    for (const event of await allOf(one.log)) {
      expect(event).toMatchObject({ key: person, topic: TOPIC });
      expect(event.data).toMatchObject({ person });
    }
    expect((await allOf(one.log)).map(({ json }) => (JSON.parse(json) as { note: unknown }).note)).toEqual([
      'lives in Ulm',
      null,
    ]);
  });

  it('has one token for a person in every process, and another in another domain', async () => {
    const two = await store.open();
    await two.log.declareTopic({ name: TOPIC });
    const persons = Array.from({ length: 50 }, (_, n) => `p-${n}`);
    await Promise.all(
      [one, two].map(({ log }) =>
        log.append(
          TOPIC,
          persons.map((person) => scored(person)),
        ),
      ),
    );
    const events = await underneath();
    expect(events).toHaveLength(100);
    expect(new Set(events.map(({ key }) => key)).size).toBe(50);
    const [here, there] = await Promise.all(
      ['cardiology', 'radiology'].map((domain) =>
        one.database.transaction((in_) => one.subjects.retire(in_, domain, 'p-0')),
      ),
    );
    expect(events.some(({ key }) => key === here)).toBe(true);
    expect(there).not.toBe(here);
  });

  it('keeps the order of appends that nobody waited for', async () => {
    await one.log.append(TOPIC, [scored('known')]);
    const sent = [scored('new'), scored('known'), scored('new'), scored('known'), scored('new')];
    await Promise.all([
      one.log.append(TOPIC, sent.slice(0, 2)),
      one.log.append(TOPIC, sent.slice(2, 3)),
      one.log.append(TOPIC, sent.slice(3)),
    ]);
    const ids = (await allOf(one.log)).map(({ id, key }) => ({ id, key }));
    for (const person of ['new', 'known'])
      expect(
        ids
          .filter(({ key }) => key === person)
          .slice(person === 'known' ? 1 : 0)
          .map(({ id }) => id),
      ).toEqual(sent.filter(({ key }) => key === person).map(({ id }) => id));
  });

  it('gives nobody a person by a token that stands where no person is declared, or in a made-up text', async () => {
    await one.log.append(TOPIC, [scored('secret-person')]);
    const token = (await underneath())[0]?.key ?? '';
    expect(token).toMatch(TOKEN);
    await one.log.append(TOPIC, [
      scored('thief', { risk: token, remark: `"person":"${token}"`, inner: [{ remark: token }] }),
      scored(token),
    ]);
    const read = await allOf(one.log);
    const [stolen, borrowed] = read.filter(({ key }) => key !== 'secret-person').sort((a, b) => a.offset - b.offset);
    expect(JSON.stringify([stolen?.data, borrowed?.data, stolen?.json, borrowed?.json])).not.toContain('secret-person');
    expect(read.map(({ key }) => key).sort()).toEqual(['secret-person', 'thief', token].sort());
  });

  it('consumes and transforms with persons, and writes what a step gives with tokens', async () => {
    const warned = 'cardiology.risk.warned.v1';
    await one.log.declareTopic({ name: warned });
    await one.log.append(TOPIC, [scored('p-1'), scored('p-2')]);
    const seen: string[] = [];
    const reading = await one.log.subscribe({ topics: [TOPIC], group: 'read' }, async (events) => {
      seen.push(...personsOf(events));
    });
    const steps = await one.log.transform({ topics: [TOPIC], group: 'step' }, async (events) => [
      {
        topic: warned,
        events: events.map(({ id, key }) => ({ ...scored(key), id: `w-${id}`, data: { person: key } })),
      },
    ]);
    await eventually(async () => {
      expect(seen.toSorted()).toEqual(['p-1', 'p-2']);
      const ranges = await one.log.ranges(warned);
      expect(ranges.reduce((sum, { earliest, next }) => sum + next - earliest, 0)).toBe(2);
    });
    await Promise.all([reading.close(), steps.close()]);
    for (const { partition, next } of await one.log.ranges(warned)) {
      if (next === 0) continue;
      for (const event of await one.log.underneath.read(warned, partition, 0, 10)) expect(event.key).toMatch(TOKEN);
      for (const event of await one.log.read(warned, partition, 0, 10)) expect(event.key).toMatch(/^p-/);
    }
  });

  it('keeps no person in an outbox, and delivers what waits there as the log has it', async () => {
    await migrate(one.database, 'boxes', [outboxMigration('boxes.outbox')]);
    const outbox = new Outbox(one.database, one.log, 'boxes.outbox');
    await one.database.transaction((in_) => outbox.put(in_, TOPIC, scored('boxed-person')));
    expect(JSON.stringify(await one.database.query('SELECT event FROM boxes.outbox'))).not.toContain('boxed-person');
    await outbox.deliver();
    await outbox.close();
    expect(personsOf(await allOf(one.log))).toEqual(['boxed-person']);
    expect((await underneath())[0]?.key).toMatch(TOKEN);
  });

  it('puts tokens into documents that are kept beside the log, and takes them out again', async () => {
    const texts = new SealedTexts(one.subjects);
    const places = { domain: 'cardiology', fields: ['person', 'note'] };
    const json = JSON.stringify({ person: 'p-"1"', note: 'short of breath', age: 63 });
    const sealed = await texts.seal(json, places);
    await one.log.append(TOPIC, [scored('p-"1"')]);
    expect((JSON.parse(sealed) as { person: string }).person).toBe((await underneath())[0]?.key);
    expect(sealed).not.toContain('breath');
    expect(await texts.reveal(sealed, places)).toBe(json);
    const token = await forget('p-"1"');
    expect(JSON.parse(await texts.reveal(sealed, places))).toMatchObject({ person: token, age: 63 });
    expect(await texts.seal('{"person":null}', places)).toBe('{"person":null}');
  });

  it('knows nobody behind the token of a forgotten person, in no process, and everybody else', async () => {
    const two = await store.open();
    await two.log.declareTopic({ name: TOPIC });
    const others = Array.from({ length: 600 }, (_, n) => `other-${n}`);
    await one.log.append(
      TOPIC,
      [...others, 'gone', ...others].map((person) => scored(person, { note: `of ${person}` })),
    );
    expect(personsOf(await allOf(two.log))).toContain('gone');
    const before = await readdir(store.keysFolder);
    const token = await forget('gone');
    expect(token).toMatch(TOKEN);
    const after = await readdir(store.keysFolder);
    expect(before.filter((file) => !after.includes(file))).toHaveLength(1);
    await eventually(async () => expect(personsOf(await allOf(two.log))).not.toContain('gone'));
    for (const { log } of [one, two]) {
      const persons = personsOf(await allOf(log));
      expect(persons.filter((person) => person.startsWith(TOKEN_PREFIX))).toEqual([token]);
      expect(persons.filter((person) => person.startsWith('other-')).toSorted()).toEqual(
        [...others, ...others].toSorted(),
      );
    }
    expect(JSON.stringify((await allOf(one.log)).map(({ json }) => json))).not.toContain('of gone');
  });

  it('takes somebody who comes back for somebody new', async () => {
    await one.log.append(TOPIC, [scored('back')]);
    const token = await forget('back');
    await one.log.append(TOPIC, [scored('back')]);
    expect(personsOf(await allOf(one.log)).toSorted()).toEqual(['back', token].toSorted());
  });

  it('forgets again what was forgotten, and finishes what a crash left', async () => {
    await one.log.append(TOPIC, [scored('a'), scored('b')]);
    const token = await one.database.transaction((in_) => one.subjects.retire(in_, 'cardiology', 'a'));
    // Nobody reads who it was any more, but whoever has to find what the lake has of them.
    await eventually(async () => expect(personsOf(await allOf(one.log)).toSorted()).toEqual(['b', token].toSorted()));
    expect(await one.subjects.revealRetired(new Set([token]))).toEqual(new Map([[token, 'a']]));
    expect(await one.subjects.forget([token])).toMatchObject({ keys: 1 });
    expect(await one.subjects.forget([token])).toEqual({ keys: 0, resealed: 0 });
    expect(await one.subjects.revealRetired(new Set([token]))).toEqual(new Map());
    expect(personsOf(await allOf(one.log)).toSorted()).toEqual(['b', token].toSorted());
  });

  it('refuses a folder of keys that is not that of the database', async () => {
    await one.log.append(TOPIC, [scored('a')]);
    const elsewhere = await mkdtemp(join(tmpdir(), 'mesh-keys-'));
    await expect(PostgresSubjects.open(one.database, { keysFolder: elsewhere })).rejects.toMatchObject({
      code: 'SUBJECTS.KEYS_MISSING',
    });
    await rm(elsewhere, { recursive: true });
  });
});
