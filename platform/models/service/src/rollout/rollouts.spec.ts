import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { v7 as uuidv7 } from 'uuid';

import {
  ARMS_REPORTED_TOPIC,
  HttpModelRegistry,
  ROLLOUT_CHANGED_TOPIC,
  type ArmsReported,
  type JudgedScore,
  type Rollout,
} from '@mesh/models';
import { eventually, startServiceUnderTest, startTestDatabase } from '@mesh/testing';
import type { Json, ServiceUnderTest, TestDatabase } from '@mesh/testing';

import { ModelsModule } from '../models.module.js';
import { tinyOnnx, versionOf } from '../testing/new-versions.suite.js';
import { RolloutConductor } from './rollout-conductor.js';

const SHADOW = { compared: 0, dropped: 0, failed: 0, differences: 0, squares: 0, magnitudes: 0 };

describe('given the rollouts of a registry', () => {
  let home: string;
  let db: TestDatabase;
  let service: ServiceUnderTest;
  let registry: HttpModelRegistry;
  let models = 0;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'mesh-rollouts-'));
    db = await startTestDatabase();
    service = await startServiceUnderTest(ModelsModule.forRoot({ home }), db.database);
    registry = new HttpModelRegistry({ baseUrl: service.address, token: () => Promise.resolve('data-scientist') });
  });

  afterAll(async () => {
    await service.close();
    await db.close();
    await rm(home, { recursive: true });
  });

  /** A model whose version 1 of three is champion. */
  const modelWithThree = async (): Promise<string> => {
    const model = `rolled-${(models += 1)}`;
    for (const run of ['a', 'b', 'c'].map((letter) => `${model}-${letter}`))
      await registry.register(versionOf(await registry.putArtifact(tinyOnnx(run)), run, model));
    await registry.promote(model, '1', 'champion', 'somebody');
    return model;
  };
  const put = (model: string, body: unknown, role = 'data-scientist') =>
    service.call('PUT', `/models/${model}/rollout`, { role, body });
  const begun = async (model: string, body: unknown): Promise<Json> => {
    const answer = await put(model, body);
    const rollout = (await answer.json()) as Json;
    expect([answer.status, rollout.code]).toEqual([200, undefined]);
    return rollout;
  };
  const standing = async (model: string): Promise<Json> =>
    (await service.call('GET', `/models/${model}/rollout`)).json() as Promise<Json>;
  const report = (model: string, trial: string, over: Partial<ArmsReported>) => {
    const none = { answered: 0, failed: 0 };
    const data: ArmsReported = { model, trial, champion: none, challenger: none, shadow: SHADOW, ...over };
    const event = { id: uuidv7(), source: '/test', type: ARMS_REPORTED_TOPIC, time: new Date().toISOString() };
    return service.log.append(ARMS_REPORTED_TOPIC, [{ ...event, key: model, data }]);
  };
  const becomes = (model: string, expected: object) =>
    eventually(async () => expect(await standing(model)).toMatchObject(expected), { timeoutMs: 10_000 });
  const ramp = (over: object = {}) => ({ steps: [0.1, 0.5], minimumAnswers: 100, ...over });

  it('begins a share, tells everybody, and takes it back in one call', async () => {
    const model = await modelWithThree();
    const rollout = await begun(model, { challenger: '2', share: 0.25, shadow: '3', reason: 'more data' });
    const stated = {
      state: 'running',
      champion: '1',
      challenger: '2',
      shadow: '3',
      share: 0.25,
      by: 'test-data-scientist',
    };
    expect(rollout).toMatchObject(stated);
    expect(await registry.rollout(model)).toMatchObject(stated);
    expect((await registry.aliased(model, 'challenger'))?.version).toBe('2');
    expect((await registry.aliased(model, 'shadow'))?.version).toBe('3');
    const answer = await service.call('DELETE', `/models/${model}/rollout`, { role: 'operator' });
    expect(await answer.json()).toMatchObject({ state: 'ended', share: 0, trial: rollout.trial });
    expect(await registry.aliased(model, 'challenger')).toBeUndefined();
    expect(await registry.aliased(model, 'shadow')).toBeUndefined();
    const told: Rollout[] = [];
    for (const { partition, earliest } of await service.log.ranges(ROLLOUT_CHANGED_TOPIC))
      for (const { key, data } of await service.log.read(ROLLOUT_CHANGED_TOPIC, partition, earliest, 100))
        if (key === model) told.push(data as Rollout);
    expect(told.at(-1)).toMatchObject({ state: 'ended', share: 0 });
    const pages = (await (await service.call('GET', `/models/${model}/rollout/changes?limit=1`)).json()) as Json;
    expect(pages).toMatchObject({ changes: [{ state: 'ended' }], nextCursor: expect.any(String) });
  });

  it('keeps salt and trial when the share of the same pair changes, and takes new ones for another', async () => {
    const model = await modelWithThree();
    const first = await begun(model, { challenger: '2', share: 0.1 });
    const more = await begun(model, { challenger: '2', share: 0.4 });
    expect([more.salt, more.trial]).toEqual([first.salt, first.trial]);
    const other = await begun(model, { challenger: '3', share: 0.4 });
    expect(other.salt).not.toBe(first.salt);
    expect(other.trial).not.toBe(first.trial);
  });

  it.each([
    ['nothing', {}, 422, 'ROLLOUT.REQUEST_INVALID'],
    ['a share of nobody', { shadow: '2', share: 0.1 }, 422, 'ROLLOUT.REQUEST_INVALID'],
    ['a share above one', { challenger: '2', share: 1.5 }, 422, 'ROLLOUT.REQUEST_INVALID'],
    ['steps that descend', { challenger: '2', ramp: { steps: [0.5, 0.1] } }, 422, 'ROLLOUT.REQUEST_INVALID'],
    ['a share and a ramp', { challenger: '2', share: 0.1, ramp: { steps: [0.5] } }, 422, 'ROLLOUT.REQUEST_INVALID'],
    ['the champion against itself', { challenger: '1', share: 0.1 }, 409, 'ROLLOUT.IS_CHAMPION'],
    ['a version that is none', { challenger: '9', share: 0.1 }, 404, 'MODELS.MODEL_UNKNOWN'],
  ])('refuses %s', async (_, body, status, code) => {
    const model = await modelWithThree();
    const answer = await put(model, body);
    expect([answer.status, ((await answer.json()) as Json).code]).toEqual([status, code]);
    expect((await service.call('GET', `/models/${model}/rollout`)).status).toBe(404);
  });

  it('refuses who may not, and models that nobody knows', async () => {
    const model = await modelWithThree();
    expect((await put(model, { challenger: '2', share: 0.1 }, 'practitioner')).status).toBe(403);
    expect((await put('nobody-knows', { challenger: '2', share: 0.1 })).status).toBe(404);
  });

  it('ramps step by step on what all processes report, and promotes at the end', async () => {
    const model = await modelWithThree();
    const { trial } = await begun(model, { challenger: '2', ramp: ramp({ whenDone: 'promote' }) });
    await report(model, trial, { challenger: { answered: 60, failed: 0 } });
    await becomes(model, { share: 0.1, results: { challenger: { answered: 60 } } });
    await report(model, trial, { challenger: { answered: 40, failed: 0 } });
    await becomes(model, { share: 0.5, step: { number: 1, answersBefore: 100 } });
    await report(model, trial, { challenger: { answered: 100, failed: 0 } });
    await becomes(model, { state: 'finished', promoted: true, share: 0 });
    expect((await registry.aliased(model, 'champion'))?.version).toBe('2');
    await service.call('DELETE', `/models/${model}/rollout`);
    expect((await registry.aliased(model, 'champion'))?.version).toBe('1');
    expect(await standing(model)).toMatchObject({ state: 'ended', share: 0 });
  });

  it('halts a challenger that fails, or that a process cannot load', async () => {
    const failing = await modelWithThree();
    const { trial } = await begun(failing, { challenger: '2', ramp: ramp() });
    await report(failing, trial, { challenger: { answered: 30, failed: 3 } });
    await becomes(failing, { state: 'halted', share: 0, reason: expect.stringContaining('failed 3 of 33') });
    const unfit = await modelWithThree();
    const begunAgain = await begun(unfit, { challenger: '2', share: 0.1 });
    await report(unfit, begunAgain.trial, { unfit: ['challenger'] });
    await becomes(unfit, { state: 'halted', share: 0 });
  });

  it('halts a challenger whose outcomes are worse, each counted once', async () => {
    const model = await modelWithThree();
    await begun(model, { challenger: '2', share: 0.5 });
    const scoredAt = new Date(Date.now() + 1_000).toISOString();
    const outcomes = Array.from({ length: 400 }, (_, nth) => ({
      scoreId: `score-${nth}`,
      version: String(1 + (nth % 2)),
      probability: nth % 2 === 0 ? 0.1 : 0.9,
      outcome: 0,
      scoredAt,
    }));
    const judge = (some: typeof outcomes) =>
      service.call('POST', `/models/${model}/rollout/outcomes`, { body: { outcomes: some } });
    await judge(outcomes.slice(0, 10));
    await judge([...outcomes.slice(0, 10), { ...outcomes[0]!, scoreId: 'earlier', scoredAt: '2020-01-01T00:00:00Z' }]);
    expect(await standing(model)).toMatchObject({
      state: 'running',
      results: { champion: { outcomes: 5 }, challenger: { outcomes: 5 } },
    });
    await judge(outcomes);
    const halted = await standing(model);
    expect(halted).toMatchObject({ state: 'halted', share: 0, reason: expect.stringContaining('loss') });
    expect(halted.results.difference.low).toBeGreaterThan(0);
    expect(halted.results.challenger.meanLoss).toBeCloseTo(0.81, 6);
  });

  it('compares a shadow with an interval, and counts what it dropped', async () => {
    const model = await modelWithThree();
    await registry.promote(model, '3', 'shadow', 'somebody');
    await becomes(model, { state: 'running', share: 0, shadow: '3' });
    const { trial } = await standing(model);
    const shadow = { compared: 100, dropped: 7, failed: 1, differences: 5, squares: 1, magnitudes: 6 };
    await report(model, trial, { shadow, shadowVersion: '3' });
    await becomes(model, { results: { shadow: { version: '3', compared: 100, dropped: 7, failed: 1 } } });
    const { difference } = (await standing(model)).results.shadow;
    expect(difference).toMatchObject({ mean: 0.05, meanMagnitude: 0.06 });
    expect(difference.low).toBeLessThan(0.05);
    expect(difference.high).toBeGreaterThan(0.05);
  });

  it('compares a shadow by outcomes, row by row with what the champion answered', async () => {
    const model = await modelWithThree();
    await begun(model, { challenger: '2', share: 0.5, shadow: '3' });
    const scoredAt = new Date(Date.now() + 1_000).toISOString();
    const judgedBy = (version: string, shadow: string, from: number): readonly JudgedScore[] =>
      Array.from({ length: 60 }, (_, nth) => ({
        scoreId: `${model}-${from + nth}`,
        version,
        probability: 0.3 + (nth % 5) / 100,
        outcome: (nth % 2) as 0 | 1,
        scoredAt,
        shadow: { version: shadow, probability: nth % 2 === 0 ? 0.1 : 0.9 },
      }));
    const conductor = service.app.get(RolloutConductor, { strict: false });
    const told = [...judgedBy('1', '3', 0), ...judgedBy('2', '3', 100), ...judgedBy('1', '9', 200)];
    for (const _ of ['told', 'told again'])
      await db.database.transaction((transaction) => conductor.judged(transaction, model, told));
    const { shadow, champion, challenger } = (await standing(model)).results;
    expect([champion.outcomes, challenger.outcomes, shadow.outcomes]).toEqual([120, 60, 60]);
    expect(shadow.meanLoss).toBeCloseTo(0.01, 6);
    expect(shadow.answeredMeanLoss).toBeCloseTo(champion.meanLoss, 2);
    expect(shadow.lossDifference.mean).toBeCloseTo(shadow.meanLoss - shadow.answeredMeanLoss, 9);
    expect(shadow.lossDifference.high).toBeLessThan(0);
  });

  it('takes back with the transaction what it was told in it', async () => {
    const model = await modelWithThree();
    await begun(model, { challenger: '2', share: 0.5 });
    const score = {
      version: '1',
      probability: 0.2,
      outcome: 0 as const,
      scoredAt: new Date(Date.now() + 1_000).toISOString(),
    };
    const told = [{ scoreId: `${model}-one`, ...score }] as const satisfies readonly JudgedScore[];
    const conductor = service.app.get(RolloutConductor, { strict: false });
    const dying = db.database.transaction(async (transaction) => {
      await conductor.judged(transaction, model, told);
      throw new Error('dies');
    });
    await expect(dying).rejects.toThrow('dies');
    expect((await standing(model)).results.champion.outcomes).toBe(0);
    await service.call('POST', `/models/${model}/rollout/outcomes`, { body: { outcomes: told } });
    await db.database.transaction((transaction) => conductor.judged(transaction, model, told));
    expect((await standing(model)).results.champion.outcomes).toBe(1);
  });

  it('halts when the aliases it stands on are moved by somebody else', async () => {
    const [moved, replaced] = [await modelWithThree(), await modelWithThree()];
    await begun(moved, { challenger: '2', share: 0.1 });
    await registry.promote(moved, '3', 'challenger', 'somebody');
    await becomes(moved, { state: 'halted', share: 0 });
    await begun(replaced, { challenger: '2', share: 0.1 });
    await registry.promote(replaced, '3', 'champion', 'somebody');
    await becomes(replaced, { state: 'halted', share: 0 });
  });
});
