import type { DescribedWatch } from '@mesh/events';
import { LINEAGE_TOPIC } from '@mesh/lineage';
import { EVALUATION_ACTED_TOPIC, STANDING_TOPIC } from '@mesh/models';
import { startTestDatabase, type Json, type TestDatabase } from '@mesh/testing';

import { MODEL, people, WatchedMesh, watch } from './testing/watched-mesh.suite.js';

const rule = (over: Partial<DescribedWatch['rules'][number]>): DescribedWatch['rules'][number] => ({
  ...{ name: 'accuracy', measure: 'rocAuc', triggers: 0.7, clears: 0.75, lastingMs: 0, action: 'alert' },
  ...over,
});

describe('given a model with rules', () => {
  let db: TestDatabase;
  let mesh: WatchedMesh;

  const beginWith = async (...rules: DescribedWatch['rules']) => {
    await mesh.announce(watch({ rules }));
  };
  /** Judged scores that the version does well or badly on. */
  const judge = async (n: number, noise: number, version = '1') => {
    const { scores, outcomes } = people(n, { noise, version, seed: n });
    await mesh.score(scores);
    await mesh.observe(outcomes);
    mesh.later(1_000);
    return mesh.measured();
  };
  const actions = async () => (await mesh.get(`/evaluation/models/${MODEL}/actions`)).actions;

  beforeEach(async () => {
    db = await startTestDatabase();
    mesh = new WatchedMesh(db);
    await mesh.start();
  });

  afterEach(async () => {
    await mesh.close();
    await db.close();
  });

  it('takes each action once, tells it as an event and as a run of the lineage, and lists it', async () => {
    await beginWith(rule({ action: 'retrain' }));
    expect((await judge(60, 0.1)).raised).toEqual([]);
    expect((await judge(200, 1)).raised).toEqual(['accuracy']);
    await judge(30, 1);
    expect(mesh.retrained).toEqual([{ model: MODEL, reason: 'accuracy' }]);
    const [told] = await mesh.events(EVALUATION_ACTED_TOPIC);
    expect(await mesh.events(EVALUATION_ACTED_TOPIC)).toHaveLength(1);
    expect(told).toMatchObject({ model: MODEL, version: '1', rule: 'accuracy', state: 'raised', action: 'retrain' });
    expect(told.value).toBeLessThanOrEqual(0.7);
    expect(await actions()).toEqual([{ ...told, status: 'done', outcome: { runId: 'run-1' } }]);
    const runs = (await mesh.events(LINEAGE_TOPIC)).filter(({ job }) => job.name === `watch.${MODEL}`);
    expect(runs.map(({ eventType, run }) => [eventType, run.runId]).sort()).toEqual([
      ['COMPLETE', told.actionId],
      ['START', told.actionId],
    ]);
  });

  it('keeps the newest ten thousand actions of a model, and those that are still to be done', async () => {
    await beginWith(rule({}));
    await judge(60, 0.1);
    await db.database.query(
      `INSERT INTO evaluation.action (id, model, at, acted, status)
       SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, model.id, now(), '{}',
         CASE n WHEN 1 THEN 'open' ELSE 'done' END
       FROM evaluation.model, generate_series(1, 10002) n`,
    );
    expect((await judge(200, 1)).raised).toEqual(['accuracy']);
    const kept = await db.database.query<{ id: string }>('SELECT id FROM evaluation.action ORDER BY id');
    expect(kept).toHaveLength(10_001);
    expect(kept.slice(0, 2).map(({ id }) => Number(`0x${id.slice(-12)}`))).toEqual([1, 4]);
  });

  it('clears when the measure has come back, and acts again after that', async () => {
    await mesh.announce(watch({ window: { judged: 200, least: 20 }, rules: [rule({})] }));
    await judge(200, 1);
    await judge(201, 0.05);
    await judge(202, 1);
    expect((await actions()).map(({ state }: Json) => state)).toEqual(['raised', 'cleared', 'raised']);
  });

  it('goes back to the champion before, once', async () => {
    await beginWith(rule({ action: 'rollback' }));
    await judge(60, 0.1);
    mesh.registry.champion = '2';
    await judge(150, 1, '2');
    expect(mesh.registry.promoted).toEqual(['1']);
    expect((await actions())[0]).toMatchObject({
      action: 'rollback',
      version: '2',
      status: 'done',
      outcome: { version: '1' },
    });
    await judge(300, 1, '1');
    expect(mesh.registry.promoted).toEqual(['1']);
    expect((await actions())[0]).toMatchObject({ version: '1', outcome: { nothing: expect.any(String) } });
  });

  it('stops a version, says so to the services, and lets it or another answer again', async () => {
    await beginWith(rule({ action: 'stop' }));
    expect(await judge(100, 1)).toMatchObject({ serving: 'stopped' });
    const lastTold = async () => (await mesh.events(STANDING_TOPIC)).at(-1);
    expect(await lastTold()).toMatchObject({ model: MODEL, version: '1', state: 'stopped' });
    const resumed = await mesh.call('POST', `/evaluation/models/${MODEL}/resume`, 'operator');
    expect([resumed.status, ((await resumed.json()) as Json).serving]).toEqual([200, 'serving']);
    expect(await lastTold()).toMatchObject({ state: 'serving', rocAuc: { n: 100 } });
    const again = await mesh.call('POST', `/evaluation/models/${MODEL}/resume`, 'operator');
    expect([again.status, ((await again.json()) as Json).code]).toEqual([409, 'WATCH.NOT_STOPPED']);
    const forbidden = await mesh.call('POST', `/evaluation/models/${MODEL}/resume`, 'data-scientist');
    expect(forbidden.status).toBe(403);
  });

  it('finds inputs that have moved from the training snapshot, and asks for a training because of drift', async () => {
    await beginWith(rule({ name: 'drift', measure: 'driftedInputs', triggers: 1, clears: 0, action: 'retrain' }));
    await mesh.score(people(200, { seed: 5 }).scores);
    const calm = await mesh.measured();
    expect(calm.drift.inputs.map(({ name, kind, drifted }: Json) => [name, kind, drifted])).toEqual([
      ['age', 'numeric', false],
      ['sex', 'categorical', false],
    ]);
    expect(calm.estimate).toMatchObject({ isEstimate: true, n: 200 });
    const moved = people(260, { seed: 6, age: 60 }).scores.map((score, n) => ({
      ...score,
      age: n % 4 === 0 ? null : score.age,
    }));
    await mesh.score(moved);
    const { drift, raised } = await mesh.measured();
    const [age, sex] = drift.inputs as readonly Json[];
    expect(age).toMatchObject({ drifted: true, test: 'kolmogorov-smirnov' });
    expect(age.psi).toBeGreaterThan(0.25);
    expect(age.missingRate).toBeGreaterThan(0.15);
    expect(age.outOfRangeRate).toBeGreaterThan(0.2);
    expect(sex).toMatchObject({ drifted: false, test: 'chi-squared', outOfRangeRate: 0 });
    expect(raised).toEqual(['drift']);
    expect(mesh.retrained).toMatchObject([{ reason: 'drift' }]);
  });

  it('begins anew with another version', async () => {
    await beginWith(rule({}));
    expect((await judge(100, 1)).raised).toEqual(['accuracy']);
    mesh.registry.champion = '2';
    const report = await mesh.measured();
    expect(report).toMatchObject({ version: '2', judged: { n: 0 }, raised: [] });
    expect(report.performance).toBeUndefined();
    expect((await actions()).map(({ state, version }: Json) => [state, version])).toEqual([
      ['cleared', '1'],
      ['raised', '1'],
    ]);
  });
});
