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
import { TRAINING_REPORTED_TOPIC, TRAINING_REQUESTED_TOPIC, type SnapshotRecord } from '@mesh/training';
import { TrainingModule } from './training.module.js';

const MODEL = 'heart-disease-risk';
const sha256 = 'a'.repeat(64);
const record: SnapshotRecord = {
  sha256,
  source: 'urn:mesh:cardiology:heart-disease-risk:cohort',
  query: { columns: ['age', 'pulse'], label: 'disease' },
  state: { before: { change: 4, rows: 303 }, after: { change: 4, rows: 303 } },
  split: { heldOutShare: 0.3, seed: 1, by: 'content', stratified: true },
  rows: 303,
  trainingRows: 212,
  madeAt: '2026-02-03T09:00:00.000Z',
};

describe('given runs that have ended', () => {
  const versions = new Map<string, object>();
  const registry = {
    aliased: async () => ({ version: '1' }),
    version: async (_model: string, version: string) => versions.get(version),
  };
  const made = (version: string, onnxSha256: string, rocAuc: number) =>
    versions.set(version, {
      ...{ version, onnxSha256, commit: 'c1', snapshot: { sha256, source: record.source } },
      metrics: { rocAuc: { value: rocAuc }, brier: { value: 0.1 }, calibration: { expectedError: 0.05 } },
    });
  let db: TestDatabase;
  let service: ServiceUnderTest;

  const append = (topic: string, key: string, data: unknown) =>
    service.log.append(topic, [
      { id: randomUUID(), source: 'urn:test', type: topic, time: new Date().toISOString(), key, data },
    ]);
  const report = async (data: { readonly runId: string } & Json) => {
    await append(TRAINING_REPORTED_TOPIC, data.runId, { model: MODEL, ...data });
    await eventually(async () => (await service.log.lag(TRAINING_REPORTED_TOPIC, 'training')) === 0);
  };
  const post = async (body: unknown) => {
    const answer = await service.call('POST', '/training/runs', { role: 'data-scientist', body });
    return { status: answer.status, json: (await answer.json()) as Json };
  };
  const get = async (path: string) => (await service.call('GET', path)).json() as Promise<Json>;
  const completed = async (body: unknown, version: string): Promise<Json> => {
    const { json } = await post(body);
    const snapshot = 'repeat' in (body as object) ? {} : { snapshot: record };
    await report({ runId: json.runId, state: 'running', fraction: 0, stage: 'training', ...snapshot });
    await report({ runId: json.runId, state: 'completed', version });
    return get(`/training/runs/${json.runId}`);
  };

  beforeAll(async () => {
    db = await startTestDatabase();
    service = await startServiceUnderTest(TrainingModule.forRoot(), db.database, [
      { provide: ModelRegistry, useValue: registry },
    ]);
    const product = { id: 'cardiology.heart-disease-risk', models: [{ name: MODEL }] };
    await append(CATALOG_ANNOUNCED_TOPIC, product.id, { state: 'alive', product });
    await eventually(async () => (await service.log.lag(CATALOG_ANNOUNCED_TOPIC, 'training-bootstrap')) === 0);
  });

  afterAll(async () => {
    await service.close();
    await db.close();
  });

  it('tells of a run’s snapshot how it was made', async () => {
    const run = await completed({ model: MODEL }, '1');
    expect(run).toMatchObject({ snapshot: sha256, links: { snapshot: `/training/snapshots/${sha256}` } });
    expect(await get(run.links.snapshot)).toMatchObject({
      ...record,
      firstRun: run.runId,
      links: { bytes: `/models/artifacts/${sha256}` },
    });
    expect((await get('/training/snapshots/none')).code).toBe('TRAINING.SNAPSHOT_UNKNOWN');
  });

  it.each([
    ['the same bytes', 'onnx-1', 0.9, { sameBytes: true, largestDifference: 0, withinTolerance: true }],
    ['other bytes that do as well', 'onnx-2', 0.9 + 1e-9, { sameBytes: false, withinTolerance: true }],
    ['another model', 'onnx-3', 0.8, { sameBytes: false, withinTolerance: false }],
  ])(
    'repeats a run on its snapshot with its parameters, and says that it gave %s',
    async (_, onnx, rocAuc, verdict) => {
      made('1', 'onnx-1', 0.9);
      made('2', onnx, rocAuc);
      const first = await completed({ model: MODEL, parameters: { ridge: 0.5 } }, '1');
      const again = await completed({ repeat: first.runId }, '2');
      expect(again).toMatchObject({
        ...{ model: MODEL, parameters: { ridge: 0.5 }, repeats: first.runId, snapshot: sha256, reason: 'repeat' },
        repetition: { of: first.runId, version: '1', tolerance: 1e-6, sameCommit: true, ...verdict },
      });
      const event = await service.log.find(TRAINING_REQUESTED_TOPIC, again.runId, new Date());
      expect(event?.data).toMatchObject({ repeats: { runId: first.runId, snapshot: sha256, source: record.source } });
    },
  );

  it('refuses to repeat what is not there, or made no snapshot', async () => {
    const { json: run } = await post({ model: MODEL });
    await report({ runId: run.runId, state: 'failed', code: 'TRAINING.NO_ROWS', detail: '' });
    expect((await post({ repeat: run.runId })).json.code).toBe('TRAINING.RUN_NOT_REPEATABLE');
    expect((await post({ repeat: randomUUID() })).json.code).toBe('TRAINING.RUN_UNKNOWN');
    expect((await post({ repeat: 'x' })).status).toBe(422);
    expect((await post({ repeat: run.runId, parameters: { ridge: 1 } })).status).toBe(422);
  });
});
