import { randomUUID } from 'node:crypto';

import { CATALOG_ANNOUNCED_TOPIC, type Announcement } from '@mesh/events';
import { ModelRegistry } from '@mesh/models';
import { eventually, startTestDatabase, type TestDatabase } from '@mesh/testing';
import {
  TRAINING_OFFERED_TOPIC,
  TRAINING_REPORTED_TOPIC,
  TRAINING_REQUESTED_TOPIC,
  type TrainingReported,
  type TrainingRequested,
} from '@mesh/training';

import { startServiceUnderTest, type Json, type ServiceUnderTest } from '@mesh/testing';
import { announcementOf } from './testing/announcement-of.js';
import { TrainingModule } from './training.module.js';
describe('given a training service', () => {
  const champions = new Set(['heart-disease-risk']);
  const registry = { aliased: async (model: string) => (champions.has(model) ? { version: '1' } : undefined) };
  let db: TestDatabase;
  let service: ServiceUnderTest;

  const start = async () => {
    service = await startServiceUnderTest(TrainingModule.forRoot({ heartbeatMs: 50, concurrent: 100 }), db.database, [
      { provide: ModelRegistry, useValue: registry },
    ]);
  };
  const append = async (topic: string, key: string, data: unknown) => {
    await service.log.append(topic, [
      { id: randomUUID(), source: 'urn:test', type: topic, time: new Date().toISOString(), key, data },
    ]);
  };
  const announce = (id: string, models: readonly string[], state?: Announcement['state']) =>
    append(CATALOG_ANNOUNCED_TOPIC, id, announcementOf(id, models, state));
  const report = (event: TrainingReported) => append(TRAINING_REPORTED_TOPIC, event.runId, event);
  const request = (body: unknown, role = 'data-scientist') => service.call('POST', '/training/runs', { role, body });
  const get = async (path: string) => (await service.call('GET', path)).json() as Promise<Json>;
  const asked = async (model: string): Promise<readonly TrainingRequested[]> => {
    const ranges = await service.log.ranges(TRAINING_REQUESTED_TOPIC);
    const events = await Promise.all(
      ranges.map(({ partition, earliest }) => service.log.read(TRAINING_REQUESTED_TOPIC, partition, earliest, 100)),
    );
    return events
      .flat()
      .map(({ data }) => data as TrainingRequested)
      .filter((event) => event.model === model);
  };
  const caughtUp = (group: string, topic: string) =>
    eventually(async () => (await service.log.lag(topic, group)) === 0);
  const requested = async (): Promise<string> =>
    ((await (await request({ model: 'heart-disease-risk' })).json()) as Json).runId;

  beforeAll(async () => {
    db = await startTestDatabase();
    await start();
    await announce('cardiology.heart-disease-risk', ['heart-disease-risk']);
    await caughtUp('training-bootstrap', CATALOG_ANNOUNCED_TOPIC);
  });

  afterAll(async () => {
    await service.close();
    await db.close();
  });

  it('accepts a request, with where to follow it, and asks by event', async () => {
    const body = { model: 'heart-disease-risk', parameters: { ridge: 0.2 }, csv: 'age\n1\n', reason: 'more rows' };
    const answer = await request(body);
    const run = (await answer.json()) as Json;
    expect(answer.status).toBe(202);
    expect(answer.headers.get('location')).toBe(`/training/runs/${run.runId}`);
    expect(run).toMatchObject({ state: 'requested', requestedBy: 'test-data-scientist', ownData: true, fraction: 0 });
    expect(await asked('heart-disease-risk')).toContainEqual({
      ...{ ...body, runId: run.runId, by: 'test-data-scientist' },
      requestedAt: run.requestedAt,
    });
    expect(await get(`/training/runs/${run.runId}`)).toEqual(run);
  });

  it.each([
    [{ model: 'nobody-knows' }, 404, 'TRAINING.MODEL_UNKNOWN'],
    [{}, 422, 'TRAINING.REQUEST_INVALID'],
    [{ model: 'A b' }, 422, 'TRAINING.REQUEST_INVALID'],
    [{ model: 'heart-disease-risk', secret: 1 }, 422, 'TRAINING.REQUEST_INVALID'],
    [{ model: 'heart-disease-risk', parameters: { deep: {} } }, 422, 'TRAINING.REQUEST_INVALID'],
    [{ model: 'heart-disease-risk', csv: 'é'.repeat(500_000) }, 422, 'TRAINING.REQUEST_INVALID'],
    [[], 422, 'TRAINING.REQUEST_INVALID'],
  ])('refuses %# with a problem', async (body, status, code) => {
    const answer = await request(body);
    const problem = await answer.text();
    expect([answer.status, JSON.parse(problem).code]).toEqual([status, code]);
    expect(problem).not.toContain('secret');
  });

  it('follows a run to its version, forward only', async () => {
    const runId = await requested();
    const model = 'heart-disease-risk';
    await report({ runId, model, state: 'running', fraction: 0.5, stage: 'fitting' });
    const running = await eventually(async () => {
      const run = await get(`/training/runs/${runId}`);
      return run.state === 'running' && run;
    });
    expect(running).toMatchObject({ fraction: 0.5, stage: 'fitting', startedAt: expect.any(String) });
    await report({ runId, model, state: 'running', fraction: 0.2, stage: 'fitting' });
    await report({ runId, model, state: 'completed', version: '2' });
    await report({ runId, model, state: 'failed', code: 'TRAINING.LATE', detail: '' });
    await caughtUp('training', TRAINING_REPORTED_TOPIC);
    const run = await get(`/training/runs/${runId}`);
    expect(run).toMatchObject({
      state: 'completed',
      version: '2',
      fraction: 1,
      links: { version: '/models/heart-disease-risk/versions/2' },
    });
    expect(run.error).toBeUndefined();
  });

  it('tells why a run failed', async () => {
    const runId = await requested();
    await report({
      runId,
      model: 'heart-disease-risk',
      state: 'failed',
      code: 'TRAINING.GATES_NOT_MET',
      detail: 'rocAuc',
    });
    await caughtUp('training', TRAINING_REPORTED_TOPIC);
    expect(await get(`/training/runs/${runId}`)).toMatchObject({
      state: 'failed',
      error: { code: 'TRAINING.GATES_NOT_MET', detail: 'rocAuc' },
    });
  });

  it('lists runs, the newest first, a page at a time', async () => {
    const [older, newer] = [await requested(), await requested()];
    const first = await get('/training/runs?model=heart-disease-risk&limit=1');
    expect(first.runs.map(({ runId }: Json) => runId)).toEqual([newer]);
    const second = await get(`/training/runs?model=heart-disease-risk&limit=1&cursor=${first.nextCursor}`);
    expect(second.runs.map(({ runId }: Json) => runId)).toEqual([older]);
    expect((await get('/training/runs?model=other')).runs).toEqual([]);
    expect((await service.call('GET', '/training/runs?limit=1000')).status).toBe(422);
    expect((await service.call('GET', '/training/runs?cursor=x')).status).toBe(422);
  });

  it('streams a run until it has ended, with heartbeats between', async () => {
    const runId = await requested();
    const answer = await service.call('GET', `/training/runs/${runId}/events`);
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const readUntil = async (wanted: string) => {
      while (!text.includes(wanted)) {
        const { done, value } = await reader.read();
        if (done) throw new Error('the stream ended early');
        text += value;
      }
    };
    await readUntil('event: heartbeat');
    await report({ runId, model: 'heart-disease-risk', state: 'running', fraction: 0.5, stage: 'fitting' });
    await readUntil('event: running');
    await report({ runId, model: 'heart-disease-risk', state: 'completed', version: '9' });
    await readUntil('event: completed');
    for (let done = false; !done;) ({ done } = await reader.read());
    expect(text.indexOf('event: requested')).toBeLessThan(text.indexOf('event: running'));
    expect(text.match(/event: completed/g)).toHaveLength(1);
    const ended = await (await service.call('GET', `/training/runs/${runId}/events`)).text();
    expect(ended.match(/event: /g)).toEqual(['event: ']);
  });

  it.each(['none', '0196d2a5-7b1c-7000-8000-000000000001'])('answers 404 for the run %s and its events', async (id) => {
    for (const path of [`/training/runs/${id}`, `/training/runs/${id}/events`]) {
      const answer = await service.call('GET', path);
      expect([answer.status, ((await answer.json()) as Json).code]).toEqual([404, 'TRAINING.RUN_UNKNOWN']);
    }
  });

  it('asks once for the first training of a model, across heartbeats and restarts', async () => {
    for (let beat = 0; beat < 3; beat += 1) await announce('radiology.fracture', ['fracture']);
    await caughtUp('training-bootstrap', CATALOG_ANNOUNCED_TOPIC);
    await service.close();
    await start();
    await announce('radiology.fracture', ['fracture'], 'started');
    await caughtUp('training-bootstrap', CATALOG_ANNOUNCED_TOPIC);
    const requests = await asked('fracture');
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ promoteIfFirst: true, parameters: {} });
    await report({ runId: requests[0]!.runId, model: 'fracture', state: 'failed', code: 'TRAINING.X', detail: '' });
    await caughtUp('training', TRAINING_REPORTED_TOPIC);
    await announce('radiology.fracture', ['fracture']);
    await caughtUp('training-bootstrap', CATALOG_ANNOUNCED_TOPIC);
    expect(await asked('fracture')).toHaveLength(1);
  });

  it('asks for nothing when the model has a champion', async () => {
    expect((await asked('heart-disease-risk')).some(({ promoteIfFirst }) => promoteIfFirst)).toBe(false);
  });

  it('lists the models that may be trained, with their products', async () => {
    expect((await get('/training/models')).models).toContainEqual({
      model: 'heart-disease-risk',
      product: 'cardiology.heart-disease-risk',
    });
    expect((await service.call('GET', '/training/models', { role: 'consumer' })).status).toBe(403);
  });

  it('says with which recipes a model is trained, and what they wait for', async () => {
    const recipes = [
      { name: 'usual', runtime: 'thread' },
      { name: 'gradient-boosting', runtime: 'python', waitsFor: 'Python 3.11' },
    ];
    await append(TRAINING_OFFERED_TOPIC, 'fracture', { model: 'fracture', service: 'radiology', recipes });
    await caughtUp('training', TRAINING_OFFERED_TOPIC);
    const { models } = await get('/training/models');
    expect(models).toContainEqual({ model: 'fracture', product: 'radiology.fracture', recipes });
  });

  it('ends its streams when it is asked to end, before it waits for its connections', async () => {
    const answer = await service.call('GET', `/training/runs/${await requested()}/events`);
    const streamed = answer.text();
    await service.close();
    expect(await streamed).toContain('event: requested');
    await start();
  });

  it('lets only data scientists and domains ask', async () => {
    expect((await request({ model: 'heart-disease-risk' }, 'practitioner')).status).toBe(403);
  });
});
