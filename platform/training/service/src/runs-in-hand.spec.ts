import { randomUUID } from 'node:crypto';

import { CATALOG_ANNOUNCED_TOPIC } from '@mesh/events';
import { ModelRegistry } from '@mesh/models';
import {
  eventually,
  startServiceUnderTest,
  startTestDatabase,
  type Json,
  type ServiceUnderTest,
  type TestDatabase,
} from '@mesh/testing';
import {
  TRAINING_CANCELLED_TOPIC,
  TRAINING_LOGGED_TOPIC,
  TRAINING_REPORTED_TOPIC,
  type TrainingReported,
} from '@mesh/training';

import { announcementOf } from './testing/announcement-of.js';
import { TrainingModule } from './training.module.js';

describe('given runs that have not ended', () => {
  const registry = { aliased: async () => ({ version: '1' }) };
  let db: TestDatabase;
  let service: ServiceUnderTest;

  const append = async (topic: string, key: string, data: unknown) => {
    await service.log.append(topic, [
      { id: randomUUID(), source: 'urn:test', type: topic, time: new Date().toISOString(), key, data },
    ]);
  };
  const report = (event: TrainingReported) => append(TRAINING_REPORTED_TOPIC, event.runId, event);
  const get = async (path: string) => (await service.call('GET', path)).json() as Promise<Json>;
  const caughtUp = (group: string, topic: string) =>
    eventually(async () => (await service.log.lag(topic, group)) === 0);
  const requested = async (): Promise<string> => {
    const body = { model: 'heart-disease-risk' };
    const answer = await service.call('POST', '/training/runs', { role: 'data-scientist', body });
    return ((await answer.json()) as Json).runId;
  };

  beforeAll(async () => {
    db = await startTestDatabase();
    service = await startServiceUnderTest(TrainingModule.forRoot({ concurrent: 100 }), db.database, [
      { provide: ModelRegistry, useValue: registry },
    ]);
    const id = 'cardiology.heart-disease-risk';
    await append(CATALOG_ANNOUNCED_TOPIC, id, announcementOf(id, ['heart-disease-risk']));
    await caughtUp('training-bootstrap', CATALOG_ANNOUNCED_TOPIC);
  });
  afterAll(async () => {
    await service.close();
    await db.close();
  });

  it('stops a run that has not begun at once, and says by event that nobody wants it', async () => {
    const runId = await requested();
    const cancel = () => service.call('POST', `/training/runs/${runId}/cancel`);
    const answer = await cancel();
    const stopped = {
      state: 'failed',
      error: { code: 'TRAINING_RUN.CANCELLED' },
      cancellation: { by: 'test-domain' },
    };
    expect([answer.status, (await answer.json()) as Json]).toEqual([202, expect.objectContaining({ runId })]);
    expect(await get(`/training/runs/${runId}`)).toMatchObject(stopped);
    expect((await cancel()).status).toBe(202);
    const ranges = await service.log.ranges(TRAINING_CANCELLED_TOPIC);
    const events = await Promise.all(
      ranges.map(({ partition, earliest }) => service.log.read(TRAINING_CANCELLED_TOPIC, partition, earliest, 100)),
    );
    expect(events.flat().filter(({ key }) => key === runId)).toHaveLength(1);
  });

  it('leaves the end of a run in hand to who has it, and refuses to stop one that has ended', async () => {
    const runId = await requested();
    const model = 'heart-disease-risk';
    await report({ runId, model, state: 'running', fraction: 0.5, stage: 'fitting' });
    await eventually(async () => (await get(`/training/runs/${runId}`)).state === 'running');
    const cancel = () => service.call('POST', `/training/runs/${runId}/cancel`);
    expect(await (await cancel()).json()).toMatchObject({ state: 'running', cancellation: { by: expect.any(String) } });
    await report({ runId, model, state: 'failed', code: 'TRAINING_RUN.CANCELLED', detail: '' });
    await caughtUp('training', TRAINING_REPORTED_TOPIC);
    expect(await get(`/training/runs/${runId}`)).toMatchObject({ state: 'failed' });
    const ended = await requested();
    await report({ runId: ended, model, state: 'failed', code: 'TRAINING.X', detail: '' });
    await caughtUp('training', TRAINING_REPORTED_TOPIC);
    const refused = await service.call('POST', `/training/runs/${ended}/cancel`);
    expect([refused.status, ((await refused.json()) as Json).code]).toEqual([409, 'TRAINING.RUN_ENDED']);
    expect((await service.call('POST', `/training/runs/${ended}/cancel`, { role: 'practitioner' })).status).toBe(403);
    expect((await service.call('POST', '/training/runs/none/cancel')).status).toBe(404);
  });

  it('keeps what a recipe said, a page at a time, however often it is told', async () => {
    const runId = await requested();
    const said = { runId, model: 'heart-disease-risk', from: 0, lines: ['one', 'two'] };
    await append(TRAINING_LOGGED_TOPIC, runId, said);
    await append(TRAINING_LOGGED_TOPIC, runId, said);
    await append(TRAINING_LOGGED_TOPIC, runId, { ...said, from: 2, lines: ['three'] });
    await caughtUp('training', TRAINING_LOGGED_TOPIC);
    const first = await get(`/training/runs/${runId}/logs?limit=2`);
    expect(first).toEqual({
      lines: [
        { line: 0, text: 'one' },
        { line: 1, text: 'two' },
      ],
      nextCursor: '2',
    });
    expect(await get(`/training/runs/${runId}/logs?cursor=2`)).toEqual({ lines: [{ line: 2, text: 'three' }] });
    expect((await service.call('GET', `/training/runs/${runId}/logs?limit=9999`)).status).toBe(422);
    expect((await service.call('GET', '/training/runs/none/logs')).status).toBe(404);
    expect((await service.call('GET', `/training/runs/${runId}/logs`, { role: 'practitioner' })).status).toBe(403);
  });
});
