import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { HttpModelRegistry, type NewModelVersion } from '@mesh/models';
import {
  startServiceUnderTest,
  startTestDatabase,
  type Json,
  type ServiceUnderTest,
  type TestDatabase,
} from '@mesh/testing';

import { ModelsModule } from './models.module.js';
import { countMetrics, countVersionOf, measure, tinyOnnx, versionOf } from './testing/new-versions.suite.js';

describe('given versions that foresee a count', () => {
  let home: string;
  let db: TestDatabase;
  let service: ServiceUnderTest;
  let registry: HttpModelRegistry;
  let runs = 0;

  const registered = async (model: string, make = countVersionOf) => {
    const run = `run-${(runs += 1)}`;
    return registry.register(make(await registry.putArtifact(tinyOnnx(run)), run, model));
  };
  const answer = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) => {
    const told = await service.call(method, path, { role: 'data-scientist', ...(body !== undefined && { body }) });
    return { status: told.status, json: (await told.json()) as Json };
  };
  const refusal = async (model: string, change: (version: NewModelVersion) => object) => {
    const version = countVersionOf(await registry.putArtifact(tinyOnnx('refused')), 'run-refused', model);
    const { status, json } = await answer('POST', `/models/${model}/versions`, change(version));
    return { status, pointers: (json.errors as Json[] | undefined)?.map(({ pointer }) => pointer), code: json.code };
  };

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'mesh-counts-'));
    db = await startTestDatabase();
    service = await startServiceUnderTest(ModelsModule.forRoot({ home }), db.database);
    registry = new HttpModelRegistry({ baseUrl: service.address, token: async () => 'data-scientist' });
  });

  afterAll(async () => {
    await service.close();
    await db.close();
    await rm(home, { recursive: true });
  });

  it('keeps them with their metrics, and shows in the list how much the champion explains', async () => {
    const { version } = await registered('admissions');
    expect(await registry.version('admissions', version)).toMatchObject({ metrics: countMetrics });
    await registry.promote('admissions', version, 'champion', 'somebody');
    await registry.promote('admissions', version, 'challenger', 'somebody');
    const { json } = await answer('GET', '/models');
    const listed = (json.models as Json[]).find(({ model }) => model === 'admissions');
    expect(listed).toMatchObject({ aliases: { champion: '1' }, devianceExplained: countMetrics.devianceExplained });
    expect(listed).not.toHaveProperty('rocAuc');
  });

  it('lists a champion of probabilities as it ever did', async () => {
    await registered('risk', versionOf);
    await registry.promote('risk', '1', 'champion', 'somebody');
    const { json } = await answer('GET', '/models');
    const listed = (json.models as Json[]).find(({ model }) => model === 'risk');
    expect(listed).toMatchObject({ rocAuc: measure });
    expect(listed).not.toHaveProperty('devianceExplained');
    expect((await registry.version('risk', '1'))!.metrics).not.toHaveProperty('outcome');
  });

  it.each<[string, (version: NewModelVersion) => object, string]>([
    [
      'metrics without the deviance',
      (v) => ({ ...v, metrics: { ...v.metrics, meanPoissonDeviance: undefined } }),
      '/metrics/meanPoissonDeviance',
    ],
    [
      'a negative error',
      (v) => ({ ...v, metrics: { ...v.metrics, meanAbsoluteError: { ...measure, low: -1 } } }),
      '/metrics/meanAbsoluteError/low',
    ],
    [
      'more explained than all',
      (v) => ({ ...v, metrics: { ...v.metrics, devianceExplained: { ...measure, high: 1.1 } } }),
      '/metrics/devianceExplained/high',
    ],
    [
      'an interval beside its value',
      (v) => ({ ...v, metrics: { ...v.metrics, devianceExplained: { ...measure, value: 0.1 } } }),
      '/metrics/devianceExplained',
    ],
    ['a ROC AUC among them', (v) => ({ ...v, metrics: { ...v.metrics, rocAuc: measure } }), '/metrics'],
    ['another outcome', (v) => ({ ...v, metrics: { ...v.metrics, outcome: 'duration' } }), '/metrics/rocAuc'],
    [
      'a group without its deviance',
      (v) => ({ ...v, metrics: { ...v.metrics, subgroups: [{ attribute: 'ward', value: 'north', n: 3 }] } }),
      '/metrics/subgroups/0/meanPoissonDeviance',
    ],
    [
      'no output of counts',
      (v) => ({ ...v, signature: { ...v.signature, outputs: [{ name: 'y', datatype: 'FP32', shape: [-1] }] } }),
      '/signature/outputs',
    ],
    [
      'a second output',
      (v) => ({ ...v, signature: { ...v.signature, outputs: [...v.signature.outputs, ...v.signature.inputs] } }),
      '/signature/outputs',
    ],
    [
      'metrics of probabilities for an output of counts',
      (v) => ({ ...v, metrics: versionOf('', '').metrics }),
      '/signature/outputs',
    ],
  ])('refuses %s at its field', async (_, change, pointer) => {
    const { status, pointers, code } = await refusal('refused', change);
    expect([status, code]).toEqual([422, 'MODELS.VERSION_INVALID']);
    expect(pointers).toContain(pointer);
  });

  it('keeps one kind of outcome to a model, until the versions of the other are withdrawn', async () => {
    await registered('mixed', versionOf);
    const asCount = () => refusal('mixed', (version) => version);
    expect(await asCount()).toMatchObject({ status: 409, code: 'MODELS.OUTCOME_DIFFERS' });
    await registry.withdraw('mixed', '1', 'somebody');
    expect((await asCount()).status).toBe(201);
    await expect(registered('mixed', versionOf)).rejects.toMatchObject({
      meta: { registryCode: 'MODELS.OUTCOME_DIFFERS' },
    });
  });

  it('takes no rollout and no shadow of them, and says why', async () => {
    const model = 'rolled-counts';
    for (let version = 0; version < 2; version++) await registered(model);
    await registry.promote(model, '1', 'champion', 'somebody');
    for (const body of [{ challenger: '2', share: 0.1 }, { shadow: '2' }]) {
      const { status, json } = await answer('PUT', `/models/${model}/rollout`, body);
      expect([status, json.code]).toEqual([409, 'ROLLOUT.COUNTS_NOT_COMPARED']);
      expect(json.title).toContain('foresees a count');
    }
    expect((await answer('GET', `/models/${model}/rollout`)).json.code).toBe('ROLLOUT.NONE');
    const shadow = await answer('PUT', `/models/${model}/aliases/shadow`, { version: '2' });
    expect([shadow.status, shadow.json.code]).toEqual([409, 'MODELS.COUNT_NOT_SHADOWED']);
  });
});
