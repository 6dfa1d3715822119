import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { EventLog } from '@mesh/events';
import { PostgresEventLog } from '@mesh/events-postgres';
import type { ModelRegistry, NewModelVersion } from '@mesh/models';
import { eventually, startTestDatabase, type TestDatabase } from '@mesh/testing';
import {
  numeric,
  snapshotFromRows,
  TRAINING_CANCELLED_TOPIC,
  TRAINING_LOGGED_TOPIC,
  TRAINING_OFFERED_TOPIC,
  TRAINING_REPORTED_TOPIC,
  TRAINING_REQUESTED_TOPIC,
  type ProgramRecipe,
  type RecipeLimits,
  type TrainableModel,
  type TrainingLogged,
  type TrainingReported,
} from '@mesh/training';
import { exportOnnx, fitModel } from '@mesh/training-linear';
import { RecipesOutsideNode } from '@mesh/training-python';
import { Trainer } from './trainer.js';

const TOPICS = [
  TRAINING_CANCELLED_TOPIC,
  TRAINING_LOGGED_TOPIC,
  TRAINING_OFFERED_TOPIC,
  TRAINING_REPORTED_TOPIC,
  TRAINING_REQUESTED_TOPIC,
];
/** Programs start slowly where much else runs. */
const PATIENT = { timeoutMs: 60_000 };
const columns = [numeric('age'), numeric('dose')];
const rows = Array.from({ length: 120 }, (_, i) => ({
  age: 30 + (i % 50),
  dose: i % 11,
  cured: (i * 7) % 50 > 25 ? 1 : 0,
}));

describe('given a service that trains with programs', () => {
  let db: TestDatabase;
  let log: EventLog;
  let home: string;
  let stop: () => Promise<void>;
  let waiting: string | undefined;
  /** The share of its time in which the thread that scores is said to work. */
  let busy = 0;
  const registered: NewModelVersion[] = [];

  const shell = (script: string, limits: RecipeLimits = {}): ProgramRecipe => ({
    runtime: 'program',
    command: ['/bin/sh', '-c', script],
    columns,
    limits: { timeoutMs: 100_000, memoryMb: 512, ...limits },
  });
  const append = (topic: string, key: string, data: object) =>
    log.append(topic, [{ id: uuidv7(), source: 'urn:test', type: topic, time: new Date().toISOString(), key, data }]);
  const read = async <Data>(topic: string): Promise<readonly Data[]> => {
    const ranges = await log.ranges(topic);
    const parts = ranges.map(({ partition, earliest }) => log.read(topic, partition, earliest, 1_000));
    return (await Promise.all(parts)).flat().map(({ data }) => data as Data);
  };
  const request = async (recipe: string) => {
    const runId = uuidv7();
    const data = { runId, model: 'cure', by: 'somebody', reason: 'test', parameters: { recipe } };
    await append(TRAINING_REQUESTED_TOPIC, runId, data);
    return runId;
  };
  const ended = (runId: string) =>
    eventually(async () => {
      const reports = await read<TrainingReported>(TRAINING_REPORTED_TOPIC);
      return reports.find((report) => report.runId === runId && report.state !== 'running') ?? false;
    }, PATIENT);
  const said = async (runId: string) => {
    const parts = (await read<TrainingLogged>(TRAINING_LOGGED_TOPIC)).filter((part) => part.runId === runId);
    return parts.sort((a, b) => a.from - b.from).flatMap(({ lines }) => lines);
  };

  beforeAll(async () => {
    db = await startTestDatabase();
    log = await PostgresEventLog.open(db.database);
    for (const name of TOPICS) await log.declareTopic({ name });
    home = mkdtempSync(join(tmpdir(), 'mesh-trainer-'));
    const { snapshot } = snapshotFromRows(rows, { columns, label: 'cured' });
    writeFileSync(join(home, 'ready.onnx'), exportOnnx(fitModel(columns, snapshot, 1)));
    const registry = {
      putArtifact: async (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex'),
      aliased: async () => undefined,
      register: async (version: NewModelVersion) => {
        registered.push(version);
        return { ...version, version: String(registered.length), createdAt: '', status: 'ready' as const };
      },
    } as unknown as ModelRegistry;
    const model: TrainableModel = {
      model: 'cure',
      recipe: shell('exit 1'),
      otherRecipes: {
        kept: shell(`echo working; cp ${home}/ready.onnx model.onnx; echo '{"metrics":{"loss":1}}' > result.json`),
        hangs: shell('sleep 600', { timeoutMs: 700 }),
        lasts: shell('echo begun; sleep 600'),
        python: { runtime: 'python', module: 'mesh_recipes.gradient_boosting', columns },
      },
      columns: ['age', 'dose'],
      label: 'cured',
      contractVersion: '1.0.0',
      source: 'urn:mesh:test:cure:rows',
      rows: async () => rows,
    };
    const outside = new RecipesOutsideNode({
      scratch: join(home, 'scratch'),
      environments: { home: join(home, 'environments'), installerEnvironment: {}, commands: ['no-such-python'] },
    });
    waiting = await outside.waitsFor(model.otherRecipes!['python'] as ProgramRecipe);
    const lineage = { emit: async () => undefined };
    stop = await new Trainer({
      ...{ log, registry, lineage, outside, service: 'tests' },
      utilization: () => busy,
    }).serve([model]);
  });

  afterAll(async () => {
    await stop();
    await log.close();
    await db.close();
    rmSync(home, { recursive: true, force: true });
  }, 120_000);

  it('tells with which recipes it trains, and what they wait for', async () => {
    const offered = await eventually(
      async () => (await read<{ recipes: unknown }>(TRAINING_OFFERED_TOPIC))[0] ?? false,
    );
    expect(offered).toMatchObject({
      model: 'cure',
      service: 'tests',
      recipes: [
        { name: 'usual', runtime: 'program' },
        { name: 'kept', runtime: 'program' },
        { name: 'hangs', runtime: 'program' },
        { name: 'lasts', runtime: 'program' },
        { name: 'python', runtime: 'python', waitsFor: waiting },
      ],
    });
    expect(waiting).toContain('Python');
  }, 120_000);

  it('trains with the recipe that is asked for, and its log is there before it has ended', async () => {
    const runId = await request('kept');
    expect(await ended(runId)).toMatchObject({ state: 'completed', version: '1' });
    expect(await said(runId)).toEqual(['working']);
    expect(registered[0]?.hyperparameters).toMatchObject({ recipe: 'kept', 'reported.loss': 1 });
  }, 120_000);

  it('rests between two trainings while calls are scored, the longer the busier', async () => {
    const reportedAt = async (runId: string) => {
      const reports = await read<TrainingReported & { reportedAt: string }>(TRAINING_REPORTED_TOPIC);
      return reports.filter((report) => report.runId === runId).map((report) => Date.parse(report.reportedAt));
    };
    const first = await request('kept');
    await ended(first);
    const times = await reportedAt(first);
    const tookMs = Math.max(...times) - Math.min(...times);
    busy = 0.9;
    try {
      const askedAt = Date.now();
      const second = await request('kept');
      expect(await ended(second)).toMatchObject({ state: 'completed' });
      // Nine times as long as the training took, and no longer than five seconds.
      expect(Math.min(...(await reportedAt(second))) - askedAt).toBeGreaterThanOrEqual(Math.min(8 * tookMs, 4_900));
    } finally {
      busy = 0;
    }
  }, 120_000);

  it.each([
    ['usual', 'TRAINING_RUN.RECIPE_FAILED'],
    ['hangs', 'TRAINING_RUN.TIME_EXCEEDED'],
    ['python', 'TRAINING_RUN.PYTHON_MISSING'],
    ['unheard-of', 'TRAINING.PARAMETER_INVALID'],
  ])(
    'says once, and for good, why %s gave no model',
    async (recipe, code) => {
      expect(await ended(await request(recipe))).toMatchObject({ state: 'failed', code });
    },
    120_000,
  );

  it('stops a run in hand when it hears that nobody wants it, and takes up the next', async () => {
    const runId = await request('lasts');
    await eventually(async () => (await said(runId)).includes('begun'), PATIENT);
    await append(TRAINING_CANCELLED_TOPIC, runId, { runId, model: 'cure', by: 'somebody' });
    expect(await ended(runId)).toMatchObject({ state: 'failed', code: 'TRAINING_RUN.CANCELLED' });
    expect(await ended(await request('kept'))).toMatchObject({ state: 'completed' });
  }, 120_000);
});
