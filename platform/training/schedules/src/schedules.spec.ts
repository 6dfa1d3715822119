import { randomUUID } from 'node:crypto';
import type { Database } from '@mesh/database';
import { CATALOG_ANNOUNCED_TOPIC, type Announcement } from '@mesh/events';
import { ModelRegistry } from '@mesh/models';
import type { ModelSchedule } from '@mesh/product';
import {
  eventually,
  startServiceUnderTest,
  startTestDatabase,
  testClock,
  type Json,
  type ServiceUnderTest,
  type TestClock,
  type TestDatabase,
} from '@mesh/testing';
import {
  TRAINING_REPORTED_TOPIC,
  TRAINING_REQUESTED_TOPIC,
  type TrainingReported,
  type TrainingRequested,
} from '@mesh/training';
import { RunStore, TrainingModule } from '@mesh/training-service';
import { ScheduleRunner } from './schedule-runner.js';
import { SchedulesModule } from './schedules.module.js';
import { MortalDatabase, type Death } from './testing/mortal-database.js';

const MINUTE_MS = 60_000;
const NEVER_MS = 3_600_000;
const hourly: ModelSchedule = { every: '1h' };

describe('given schedules', () => {
  let db: TestDatabase;
  let service: ServiceUnderTest;
  let clock: TestClock;

  const start = async (database: Database = db.database): Promise<ServiceUnderTest> => {
    const training = TrainingModule.forRoot({ now: clock, turnsMs: NEVER_MS });
    return startServiceUnderTest(SchedulesModule.forRoot(training, { now: clock, tickMs: NEVER_MS }), database, [
      { provide: ModelRegistry, useValue: { aliased: async () => ({ version: '1' }) } },
    ]);
  };
  const announce = async (models: Readonly<Record<string, unknown>>, domain = 'cardiology'): Promise<void> => {
    const named = Object.entries(models).map(([name, schedule]) => ({ name, features: ['age'], schedule }));
    const id = `${domain}.${domain}-models`;
    const data = {
      state: 'alive',
      at: clock().toISOString(),
      product: { id, models: named },
    } as unknown as Announcement;
    await append(CATALOG_ANNOUNCED_TOPIC, id, data);
    for (const group of ['training-bootstrap', 'training-schedules'])
      await eventually(async () => (await service.log.lag(CATALOG_ANNOUNCED_TOPIC, group)) === 0);
  };
  const append = (topic: string, key: string, data: unknown) =>
    service.log.append(topic, [
      { id: randomUUID(), source: 'urn:test', type: topic, time: clock().toISOString(), key, data },
    ]);
  const call = async (method: string, path: string, body?: unknown, role = 'data-scientist') => {
    const answer = await service.call(method, `/training/schedules${path}`, {
      role,
      ...(body !== undefined && { body }),
    });
    const text = await answer.text();
    return { status: answer.status, json: (text === '' ? {} : JSON.parse(text)) as Json };
  };
  const look = () => service.app.get(ScheduleRunner, { strict: false }).look();
  const asked = async (): Promise<readonly TrainingRequested[]> => {
    const ranges = await service.log.ranges(TRAINING_REQUESTED_TOPIC);
    const events = await Promise.all(
      ranges.map(({ partition, earliest }) => service.log.read(TRAINING_REQUESTED_TOPIC, partition, earliest, 100)),
    );
    const inOrder = events.flat().sort((one, other) => (one.id < other.id ? -1 : 1));
    return inOrder.map(({ data }) => data as TrainingRequested);
  };
  const models = async () => (await asked()).map(({ model }) => model);
  const report = async (model: string, state: object) => {
    const { runId } = (await asked()).findLast((request) => request.model === model)!;
    await append(TRAINING_REPORTED_TOPIC, runId, { runId, model, ...state } as TrainingReported);
    await eventually(async () => (await service.log.lag(TRAINING_REPORTED_TOPIC, 'training')) === 0);
  };
  const succeed = (model: string) => report(model, { state: 'completed', version: '2' });
  const fail = (model: string) => report(model, { state: 'failed', code: 'TRAINING.X', detail: 'x' });

  beforeEach(async () => {
    clock = testClock('2026-02-03T09:10:00Z');
    db = await startTestDatabase();
    service = await start();
    await announce({ one: undefined, two: undefined, three: undefined });
  });

  afterEach(async () => {
    await service.close();
    await db.close();
  });

  it('puts, shows, lists, pauses and deletes them', async () => {
    const put = await call('PUT', '/one', { ...hourly, timeZone: 'Europe/Amsterdam' });
    expect(put).toMatchObject({
      status: 200,
      json: { state: 'active', origin: 'put', nextAt: '2026-02-03T10:00:00.000Z' },
    });
    await call('PUT', '/two', hourly);
    const page = (await call('GET', '?limit=1')).json;
    expect([page.schedules.map(({ model }: Json) => model), page.nextCursor]).toEqual([['one'], 'one']);
    expect((await call('GET', '?cursor=one')).json).toMatchObject({ schedules: [{ model: 'two' }] });
    expect((await call('POST', '/one/pause', undefined, 'operator')).json).toMatchObject({
      state: 'paused',
      pausedBy: 'test-operator',
    });
    expect((await call('GET', '/one')).json.state).toBe('paused');
    expect((await call('DELETE', '/one')).status).toBe(204);
    expect((await call('GET', '/one')).json.code).toBe('SCHEDULE.UNKNOWN');
  });

  it('refuses models that nobody announced, and people who may not', async () => {
    expect(await call('PUT', '/nobody', hourly)).toMatchObject({
      status: 404,
      json: { code: 'SCHEDULE.MODEL_UNKNOWN' },
    });
    const bad = await call('PUT', '/one', { every: '30s' });
    expect([bad.status, bad.json.code, bad.json.errors[0].pointer]).toEqual([422, 'SCHEDULE.INVALID', '/every']);
    expect((await call('PUT', '/one', hourly, 'operator')).status).toBe(403);
    expect((await call('POST', '/one/run')).json.code).toBe('SCHEDULE.UNKNOWN');
    expect((await call('GET', '?limit=0')).json.code).toBe('SCHEDULE.QUERY_INVALID');
  });

  it('asks by event when the time has come, once', async () => {
    await call('PUT', '/one', { ...hourly, parameters: { ridge: 0.5 } });
    expect(await look()).toEqual([]);
    clock.advance(50 * MINUTE_MS);
    expect(await look()).toEqual(['one']);
    expect(await look()).toEqual([]);
    expect(await asked()).toMatchObject([
      { model: 'one', reason: 'schedule', by: 'urn:mesh:platform:training', parameters: { ridge: 0.5 } },
    ]);
    expect((await call('GET', '/one')).json).toMatchObject({
      nextAt: '2026-02-03T11:00:00.000Z',
      lastStartedAt: '2026-02-03T10:00:00.000Z',
    });
  });

  it('begins one training of a model at a time, and then makes up once for what fell due', async () => {
    await call('PUT', '/one', hourly);
    clock.advance(50 * MINUTE_MS);
    await look();
    clock.advance(25 * MINUTE_MS);
    await report('one', { state: 'running', fraction: 0.5, stage: 'fit' });
    clock.advance(100_000);
    for (let hour = 0; hour < 2; hour += 1) expect(await look()).toEqual([]);
    await succeed('one');
    clock.advance(180 * MINUTE_MS);
    expect(await look()).toEqual(['one']);
    expect(await look()).toEqual([]);
  });

  it('makes up once for what a pause held back', async () => {
    await call('PUT', '/one', hourly);
    await call('POST', '/one/pause');
    clock.advance(300 * MINUTE_MS);
    expect(await look()).toEqual([]);
    await call('POST', '/one/resume');
    expect(await look()).toEqual(['one']);
    await succeed('one');
    expect(await look()).toEqual([]);
    expect((await call('GET', '/one')).json.nextAt).toBe('2026-02-03T15:00:00.000Z');
  });

  it('tries a failed training again after a while, and shows it', async () => {
    await call('PUT', '/one', { every: '12h', retries: { attempts: 1, after: '10m' } });
    clock.advance(180 * MINUTE_MS);
    await look();
    await fail('one');
    expect(await look()).toEqual([]);
    expect((await call('GET', '/one')).json).toMatchObject({ failures: 1, retryAt: '2026-02-03T12:20:00.000Z' });
    clock.advance(10 * MINUTE_MS);
    expect(await look()).toEqual(['one']);
    await fail('one');
    clock.advance(60 * MINUTE_MS);
    expect(await look()).toEqual([]);
    expect((await call('GET', '/one')).json.retryAt).toBeUndefined();
  });

  it('gives up a training that nobody began, and tries again', async () => {
    await call('PUT', '/one', { every: '12h' });
    clock.advance(180 * MINUTE_MS);
    await look();
    clock.advance(3 * MINUTE_MS);
    await look();
    expect((await call('GET', '/one')).json.failures).toBe(1);
  });

  it('begins one at once when asked to, unless one stands', async () => {
    await call('PUT', '/one', hourly);
    const { status, json } = await call('POST', '/one/run');
    expect([status, json.state, json.requestedBy]).toEqual([202, 'requested', 'test-data-scientist']);
    expect(await call('POST', '/one/run')).toMatchObject({ status: 409, json: { code: 'SCHEDULE.TRAINING_STANDS' } });
    expect(await models()).toEqual(['one']);
  });

  it('takes over what products declare, unless another was put, and forgets it with the declaration', async () => {
    await announce({ scan: { at: ['02:30'], timeZone: 'Europe/Amsterdam' } }, 'radiology');
    expect((await call('GET', '/scan')).json).toMatchObject({ origin: 'declared', nextAt: '2026-02-04T01:30:00.000Z' });
    expect((await call('DELETE', '/scan')).json.code).toBe('SCHEDULE.DECLARED');
    await call('PUT', '/scan', hourly);
    await announce({ scan: { at: ['03:30'] } }, 'radiology');
    expect((await call('GET', '/scan')).json).toMatchObject({ origin: 'put', schedule: hourly });
    await call('DELETE', '/scan');
    expect((await call('GET', '/scan')).json).toMatchObject({ origin: 'declared', nextAt: '2026-02-04T03:30:00.000Z' });
    await announce({ scan: { every: 'often' } }, 'radiology');
    expect((await call('GET', '/scan')).json.schedule).toEqual({ at: ['03:30'] });
    await announce({ scan: undefined }, 'radiology');
    expect((await call('GET', '/scan')).status).toBe(404);
  });

  it('begins each training once, however many processes look', async () => {
    for (const model of ['one', 'two', 'three']) await call('PUT', `/${model}`, hourly);
    const other = await start();
    clock.advance(50 * MINUTE_MS);
    const elsewhere = other.app.get(ScheduleRunner, { strict: false });
    const begun = await Promise.all(Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? look() : elsewhere.look())));
    await other.close();
    expect(begun.flat().sort()).toEqual(['one', 'three', 'two']);
    expect((await service.app.get(RunStore, { strict: false }).list({ limit: 100 })).runs).toHaveLength(3);
  });

  it('shares two turns fairly between ten models', async () => {
    const ten = Array.from({ length: 10 }, (_, i) => `model-${i}`);
    await announce(Object.fromEntries(ten.map((model) => [model, { every: '1m' }])), 'radiology');
    const turns: string[] = [];
    for (let round = 0; round < 15; round += 1) {
      clock.advance(MINUTE_MS);
      await look();
      const sent = (await models()).slice(turns.length);
      expect(sent).toHaveLength(2);
      turns.push(...sent);
      for (const model of sent) await succeed(model);
    }
    for (const model of ten) expect(turns.filter((turn) => turn === model)).toHaveLength(3);
  });

  it.each<Death>(['before the commit', 'after the commit'])(
    'neither loses nor doubles one when it is killed %s',
    async (death) => {
      await call('PUT', '/one', hourly);
      clock.advance(50 * MINUTE_MS);
      const mortal = new MortalDatabase(db.database);
      const victim = await start(mortal);
      mortal.dieIn(death);
      await expect(victim.app.get(ScheduleRunner, { strict: false }).look()).rejects.toThrow();
      expect(await asked()).toEqual([]);
      expect(await look()).toEqual(death === 'before the commit' ? ['one'] : []);
      const successor = await start();
      expect(await models()).toEqual(['one']);
      expect((await service.app.get(RunStore, { strict: false }).list({ limit: 100 })).runs).toHaveLength(1);
      expect((await call('GET', '/one')).json.nextAt).toBe('2026-02-03T11:00:00.000Z');
      await successor.close();
      mortal.bury();
      await victim.close();
    },
  );
});
