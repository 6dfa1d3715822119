import { InferenceSession, Tensor } from 'onnxruntime-node';
import { evaluate } from '@mesh/evaluation';
import { PostgresEventLog } from '@mesh/events-postgres';
import { migrate } from '@mesh/database';
import type { LineageEmitter, RunEvent } from '@mesh/lineage';
import type { ProbabilityMetrics, Rollout } from '@mesh/models';
import type { LearningModel } from '@mesh/training';
import { eventually, startTestDatabase, type TestDatabase } from '@mesh/testing';
import { adaptiveLogistic, ONLINE_MIGRATIONS, StreamLearner, type LearnerParts } from '../index.js';
import { TableRegistry } from '../testing/table-registry.js';
import { taughtModel, trialEvents } from '../testing/taught-model.js';

/** A busy machine takes its time. */
const soon = <Result>(check: () => Result | Promise<Result>) => eventually(check, { timeoutMs: 80_000 });

let db: TestDatabase;
let log: PostgresEventLog;
let registry: TableRegistry;
let told: RunEvent[];
const running: StreamLearner[] = [];

beforeEach(async () => {
  db = await startTestDatabase();
  await migrate(db.database, 'online', ONLINE_MIGRATIONS);
  log = await PostgresEventLog.open(db.database);
  registry = await TableRegistry.on(db.database);
  told = [];
  await log.declareTopic({ name: taughtModel.topic, partitions: 1 });
}, 100_000);
afterEach(async () => {
  for (const learner of running.splice(0)) await learner.close();
  await log?.close();
  await db?.close();
}, 100_000);

async function start(changes: Partial<LearningModel> = {}, parts: Partial<LearnerParts> = {}): Promise<StreamLearner> {
  const lineage: LineageEmitter = { emit: (event) => Promise.resolve(void told.push(event)) } as LineageEmitter;
  const all = { log, database: db.database, registry, lineage, commit: 'abc', author: 'team-trial', ...parts };
  const learner = new StreamLearner({ ...taughtModel, ...changes }, all);
  await learner.start();
  running.push(learner);
  return learner;
}

const hasLearned = (learner: StreamLearner, count: number) =>
  soon(async () => expect(await learner.learned()).toBe(count));
const challenger = () => registry.aliased(taughtModel.model, 'challenger');

/** The same events in the same order, without log, database or batches. */
function byHand(count: number) {
  const learner = adaptiveLogistic({ columns: taughtModel.columns }).create();
  const labels: number[] = [];
  const probabilities: number[] = [];
  for (const { data } of trialEvents(count)) {
    const { dose, arm, cured } = data as { dose: number | null; arm: number; cured: 0 | 1 };
    const row = Float64Array.of(dose ?? NaN, arm);
    labels.push(cured);
    probabilities.push(learner.probability(row));
    learner.learn(row, cured);
  }
  return { learner, labels, probabilities };
}

describe('given a stream of labelled events', () => {
  it('makes a version of what was learned the challenger, and never the champion', async () => {
    await log.append(taughtModel.topic, trialEvents(250));
    await start();
    await soon(async () => expect((await challenger())?.snapshot.rows).toBe(200));
    const version = (await challenger())!;
    expect(await registry.aliased(taughtModel.model, 'champion')).toBeUndefined();
    expect(version).toMatchObject({
      signature: { features: ['dose', 'arm'] },
      hyperparameters: { algorithm: 'logistic-regression-adagrad', evaluation: 'prequential', learnedEvents: 200 },
      commit: 'abc',
      author: 'team-trial',
    });
    expect(told.map(({ eventType, job }) => `${eventType} ${job.name}`)).toEqual(
      expect.arrayContaining(['START learn.taught', 'COMPLETE learn.taught']),
    );
  }, 100_000);

  it('leaves the alias to a challenger that is on trial', async () => {
    await log.append(taughtModel.topic, trialEvents(100));
    await start({}, { rollouts: { rollout: () => Promise.resolve({ share: 0.5 } as Rollout) } });
    // The lineage is told last.
    await soon(() => expect(told.map(({ eventType }) => eventType)).toContain('COMPLETE'));
    expect(await challenger()).toBeUndefined();
  }, 100_000);

  it('judges each event before it learns it, and registers exactly what it has learned', async () => {
    await log.append(taughtModel.topic, trialEvents(200));
    await start();
    await soon(async () => expect((await challenger())?.snapshot.rows).toBe(200));
    const version = (await challenger())!;
    const { learner, labels, probabilities } = byHand(200);
    expect(version.metrics).toEqual(JSON.parse(JSON.stringify(evaluate({ labels, probabilities }))));
    expect((version.metrics as ProbabilityMetrics).rocAuc.value).toBeGreaterThan(0.7);
    const onnx = (await registry.artifact(version.onnxSha256))!;
    expect(Buffer.compare(onnx, learner.onnx())).toBe(0);
    const session = await InferenceSession.create(onnx);
    const { probability } = await session.run({ features: new Tensor('float32', Float32Array.of(90, 2), [1, 2]) });
    expect(probability!.data[0]).toBeCloseTo(learner.probability(Float64Array.of(90, 2)), 6);
    await session.release();
  }, 100_000);

  it('learns the same whatever the batches, and wherever it was stopped', async () => {
    for (const [to, maxBatch] of [
      [70, 7],
      [130, 1_000],
      [200, 31],
    ] as const) {
      const learner = await start({}, { maxBatch });
      const before = await learner.learned();
      await log.append(taughtModel.topic, trialEvents(to - before, before));
      await hasLearned(learner, to);
      await learner.close();
    }
    const version = (await challenger())!;
    expect(Buffer.compare((await registry.artifact(version.onnxSha256))!, byHand(200).learner.onnx())).toBe(0);
  }, 100_000);

  it('learns an event that comes twice once', async () => {
    const learner = await start();
    await log.append(taughtModel.topic, trialEvents(60));
    await log.append(taughtModel.topic, trialEvents(80));
    await hasLearned(learner, 80);
    await soon(async () => expect(await log.lag(taughtModel.topic, learner.group)).toBe(0));
    expect(await learner.learned()).toBe(80);
  }, 100_000);

  it('sets an event aside that teaches nothing, and learns its neighbours', async () => {
    const [first, second, third, ...rest] = trialEvents(120);
    const bad = [
      { ...first!, data: { dose: 'much', arm: 1, cured: 1 } },
      { ...second!, data: { dose: 1, arm: 1, cured: null } },
      { ...third!, data: 'no document' },
    ];
    await log.append(taughtModel.topic, [...bad, ...rest]);
    const learner = await start();
    await hasLearned(learner, 117);
    const dead = await log.deadLetters(taughtModel.topic, learner.group, 10);
    expect(dead).toHaveLength(3);
    expect(dead[0]!.cause).toContain('ONLINE.LESSON_INVALID');
    expect(dead[0]!.cause).not.toContain('much');
  }, 100_000);

  it('takes numbers that no model can hold for not measured', async () => {
    const huge = trialEvents(100).map((event) => ({ ...event, data: { ...(event.data as object), dose: 1e300 } }));
    await log.append(taughtModel.topic, huge);
    await hasLearned(await start(), 100);
    await soon(async () => expect((await challenger())?.snapshot.rows).toBe(100));
  }, 100_000);

  it('waits with a version until both outcomes were seen', async () => {
    const learner = await start();
    const cured = trialEvents(150).map((event) => ({ ...event, data: { dose: 5, arm: 1, cured: 1 } }));
    await log.append(taughtModel.topic, cured);
    await hasLearned(learner, 150);
    expect(await challenger()).toBeUndefined();
    await log.append(taughtModel.topic, [{ ...trialEvents(1, 999)[0]!, data: { dose: 5, arm: 1, cured: 0 } }]);
    await soon(async () => expect((await challenger())?.snapshot.rows).toBe(151));
  }, 100_000);
});

describe('given declared gates', () => {
  it('makes a challenger of what passes them, by what was foreseen before it was learned', async () => {
    await log.append(taughtModel.topic, trialEvents(100));
    await start({ gates: { rocAuc: { min: 0.6 }, latency: { maxMs: 1_000 } } });
    await soon(async () => expect((await challenger())?.snapshot.rows).toBe(100));
    const { gates = [], ...rest } = (await challenger())!;
    const metrics = rest.metrics as ProbabilityMetrics;
    expect(gates.map(({ gate, passed }) => `${gate} ${String(passed)}`)).toEqual(
      expect.arrayContaining(['signature true', 'missingCells true', 'rocAuc true', 'latency true']),
    );
    // To 32 bits: that is what a model answers in.
    const figures = Object.values(gates.find(({ gate }) => gate === 'rocAuc')!.figures).map(Number);
    expect(figures.some((figure) => Math.abs(figure - metrics.rocAuc.value) < 1e-3)).toBe(true);
  }, 100_000);

  it('registers what fails them with the reason, and lets it challenge nobody', async () => {
    await log.append(taughtModel.topic, trialEvents(100));
    const learner = await start({ gates: { rocAuc: { min: 0.999 } } });
    await hasLearned(learner, 100);
    const [version] = await soon(async () => {
      const versions = await registry.versions(taughtModel.model);
      expect(versions).toHaveLength(1);
      return versions;
    });
    expect(version!.gates!.find(({ gate }) => gate === 'rocAuc')!.passed).toBe(false);
    await learner.close();
    expect(await challenger()).toBeUndefined();
  }, 100_000);
});

describe('given versions by time', () => {
  it('makes one of what was learned although nothing comes any more', async () => {
    await log.append(taughtModel.topic, trialEvents(60));
    await start({ snapshot: { ms: 300 } });
    await soon(async () => expect((await challenger())?.snapshot.rows).toBe(60));
  }, 100_000);
});

describe('given a registry that is away', () => {
  it('goes on learning, and registers the newest version when it is back', async () => {
    const away = Object.assign(Object.create(registry) as TableRegistry, {
      register: () => Promise.reject(new Error('away')),
    });
    const failures: unknown[] = [];
    const learner = await start({}, { registry: away, report: (error) => failures.push(error), maxBatch: 50 });
    await log.append(taughtModel.topic, trialEvents(310));
    await hasLearned(learner, 310);
    await soon(() => failures.length > 0);
    await learner.close();
    expect(await registry.versions(taughtModel.model)).toEqual([]);
    await start();
    await soon(async () => expect((await challenger())?.snapshot.rows).toBe(300));
    expect(await registry.versions(taughtModel.model)).toHaveLength(1);
  }, 100_000);
});

describe('given a model that is declared otherwise', () => {
  it('begins anew with what is in the log', async () => {
    await log.append(taughtModel.topic, trialEvents(100));
    const before = await start();
    await hasLearned(before, 100);
    const after = await start({ learner: 'naive-bayes', forgets: true });
    await hasLearned(after, 100);
    expect(after.group).not.toBe(before.group);
    await soon(async () => expect((await challenger())?.hyperparameters['algorithm']).toBe('naive-bayes-adwin'));
  }, 100_000);

  it('refuses a learner that there is not', () => {
    expect(() => new StreamLearner({ ...taughtModel, learner: 'oracle' }, {} as LearnerParts)).toThrow(
      expect.objectContaining({ code: 'ONLINE.LEARNER_UNKNOWN' }),
    );
  }, 100_000);
});
