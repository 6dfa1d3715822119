import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresEventLog } from '@mesh/events-postgres';
import {
  startSink,
  type Dataset,
  type DatasetSettings,
  type Landing,
  type SinkRange,
  type SinkSettings,
} from '@mesh/lake';
import { eventually, startTestDatabase, type TestDatabase } from '@mesh/testing';
import { LocalLake } from './local-lake.js';

const TOPIC = 'cardiology.heart-disease-risk.scored.v1';
const SETTINGS: DatasetSettings = {
  domain: 'cardiology',
  product: 'heart-disease-risk',
  dataset: 'scored',
  major: 1,
  columns: [
    { name: 'id', type: 'integer' },
    { name: 'scoredAt', type: 'timestamp' },
  ],
  dayOf: 'scoredAt',
};

let root: string;
let lake: LocalLake;
let dataset: Dataset;
let database: TestDatabase;
let log: PostgresEventLog;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lake-sink-'));
  lake = await LocalLake.open({ root });
  dataset = await lake.open(SETTINGS);
  database = await startTestDatabase();
  log = await PostgresEventLog.open(database.database);
  await log.declareTopic({ name: TOPIC, partitions: 2 });
});
afterEach(async () => {
  await log.close();
  await database.close();
  await lake.close();
  await rm(root, { recursive: true });
});

const append = (from: number, to: number, scoredAt: string | null = '2024-03-01T00:00:00Z') =>
  log.append(
    TOPIC,
    Array.from({ length: to - from }, (_, n) => ({
      id: `e${from + n}`,
      source: 'cardiology',
      type: TOPIC,
      time: '2024-03-01T00:00:00Z',
      key: `patient-${(from + n) % 7}`,
      data: { id: from + n, scoredAt },
    })),
  );

const start = (settings: Partial<SinkSettings> = {}) =>
  startSink({ log, topic: TOPIC, group: 'lake', dataset, flushEveryMs: 20, ...settings });

const idsLanded = async () => (await dataset.page({}, 10_000)).rows.map(({ id }) => Number(id)).sort((a, b) => a - b);
const numbers = (count: number) => Array.from({ length: count }, (_, id) => id);

describe('given a sink from a topic to a dataset', () => {
  it('lands every event once, in streams named after topic and partition', async () => {
    await append(0, 250);
    const sink = await start({ maxRows: 40 });
    await append(250, 300);
    await eventually(async () => expect(await dataset.count({})).toBe(300), { timeoutMs: 15_000 });
    await sink.close();
    expect(await idsLanded()).toEqual(numbers(300));
    for (const { partition, next } of await log.ranges(TOPIC))
      expect(await dataset.landedTo(`${TOPIC}/${partition}`)).toBe(next);
    expect(await log.lag(TOPIC, 'lake')).toBe(0);
  });

  it('leaves out what was landed before the offsets were committed', async () => {
    await append(0, 50);
    const first = await log.read(TOPIC, 0, 0, 20);
    const rows = first.map(({ json }) => json);
    await dataset.land({ stream: `${TOPIC}/0`, from: 0, to: first.length, rows });
    const sink = await start();
    await eventually(async () => expect(await log.lag(TOPIC, 'lake')).toBe(0), { timeoutMs: 15_000 });
    await sink.close();
    expect(await idsLanded()).toEqual(numbers(50));
  });

  it('lands again what failed, and tells of each landing once it is durable', async () => {
    await append(0, 30);
    let failures = 2;
    const shaky: Dataset = Object.assign(Object.create(dataset) as Dataset, {
      land: (landing: Landing) => (failures-- > 0 ? Promise.reject(new Error('disk full')) : dataset.land(landing)),
    });
    const told: (SinkRange & { rows: number })[] = [];
    const onLanded: SinkSettings['onLanded'] = ({ rows }, range) => void told.push({ ...range, rows });
    const sink = await start({ dataset: shaky, onLanded });
    await eventually(async () => expect(await dataset.count({})).toBe(30), { timeoutMs: 15_000 });
    await sink.close();
    expect(await idsLanded()).toEqual(numbers(30));
    expect(told.reduce((sum, { rows }) => sum + rows, 0)).toBe(30);
    expect(told.every(({ topic, from, to, rows }) => topic === TOPIC && to - from === rows)).toBe(true);
  });

  it('lets an event whose row does not fit go to the dead letters and lands the others', async () => {
    await append(0, 10);
    await append(1_000, 1_001, null);
    await append(10, 20);
    const sink = await start();
    await eventually(async () => expect(await dataset.count({})).toBe(20), { timeoutMs: 25_000 });
    const dead = await eventually(async () => {
      const letters = await log.deadLetters(TOPIC, 'lake', 10);
      expect(letters).toHaveLength(1);
      return letters;
    });
    await sink.close();
    expect(dead[0]?.event.id).toBe('e1000');
    expect(await idsLanded()).toEqual(numbers(20));
  });

  it('lands a dead letter that is given back, once, though later events were landed', async () => {
    await append(0, 10);
    await append(1_000, 1_001);
    await append(10, 20);
    let isMended = false;
    const row: SinkSettings['row'] = ({ id, json }) => (id === 'e1000' && !isMended ? '{"id":"no number"}' : json);
    const sink = await start({ row });
    await eventually(async () => expect(await log.deadLetters(TOPIC, 'lake', 10)).toHaveLength(1), {
      timeoutMs: 25_000,
    });
    await sink.close();
    isMended = true;
    // Dies after the letter was landed, and before the log knows.
    let deaths = 1;
    const dying = await start({
      row,
      onLanded: () => (deaths-- > 0 ? Promise.reject(new Error('killed')) : undefined),
    });
    expect(await log.redeliver(TOPIC, 'lake', ['e1000'])).toBe(1);
    await eventually(async () => expect(await dataset.count({})).toBe(21), { timeoutMs: 15_000 });
    await dying.close();
    expect(deaths).toBeLessThan(1);
    expect(await idsLanded()).toEqual([...numbers(20), 1_000]);
  });

  it('lets the row be made from the whole event', async () => {
    await append(5, 6);
    const sink = await start({ row: ({ offset, time }) => JSON.stringify({ id: offset + 100, scoredAt: time }) });
    await eventually(async () => expect(await idsLanded()).toEqual([100]), { timeoutMs: 15_000 });
    await sink.close();
  });
});
