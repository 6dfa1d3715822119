import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CountMetrics, ModelVersion } from '@mesh/models';
import { eventually, storyNeeding } from '@mesh/testing';
import { findPython } from '@mesh/training-python';
import { HospitalMesh } from './expected-counts/hospital-mesh.js';

const MODEL = 'ward-admissions';
const MONDAY = { weekday: 0, beds: 38, temperature: 5 };
const SUNDAY = { weekday: 6, beds: 8, temperature: 25 };
const python = await findPython();
const story = storyNeeding(
  [
    {
      ...{ name: 'Python 3.11', remedy: 'install python3 and python3-venv' },
      find: () => {
        if (python === undefined) throw new Error('Python 3.11 or later is not installed.');
      },
    },
  ],
  { mustBeTold: process.env['CI'] === 'true' },
);

story('given a hospital that asks how many will come tomorrow', () => {
  let mesh: HospitalMesh;
  let first: ModelVersion;

  const version = async (number: string): Promise<ModelVersion> =>
    (await mesh.control('GET', `/models/${MODEL}/versions/${number}`)).body as unknown as ModelVersion;
  const expectedOf = async (day: object): Promise<Record<string, unknown>> =>
    (await mesh.expectation(day)).body as Record<string, unknown>;

  beforeAll(async () => {
    mesh = await HospitalMesh.start();
    // The rows land in the lake, and the first version is learnt by itself.
    await eventually(async () => expect((await mesh.expectation(MONDAY)).status).toBe(200), {
      ...{ timeoutMs: 200_000, everyMs: 500 },
    });
    first = await version('1');
  }, 300_000);

  afterAll(() => mesh.dispose(), 60_000);

  it('learns it in Python from rows of before, is judged on those of after, and serves', async () => {
    const metrics = first.metrics as CountMetrics;
    expect(first.signature.outputs).toEqual([{ name: 'count', datatype: 'FP32', shape: [-1] }]);
    expect(first.hyperparameters).toMatchObject({ algorithm: 'hist-gradient-boosting-poisson' });
    expect(first.snapshot).toMatchObject({ rows: 1_200, trainingRows: 840 });
    expect(metrics).toMatchObject({ outcome: 'count', devianceExplained: { n: 360 }, meanAbsoluteError: { n: 360 } });
    expect(metrics.devianceExplained.value).toBeGreaterThan(0.4);
    const { value, low, high } = metrics.meanPoissonDeviance;
    expect(1 - value / metrics.meanPoissonDevianceOfMean.value).toBeCloseTo(metrics.devianceExplained.value, 9);
    expect(low < value && value < high).toBe(true);
    expect(metrics.subgroups.map((group) => `${group.attribute} ${group.value}`)).toEqual(['beds <20', 'beds ≥20']);
    expect(first.gates!.filter(({ passed }) => !passed)).toEqual([]);
    expect(first.gates!.map(({ gate }) => gate)).toEqual([
      ...['signature', 'missingCells', 'devianceExplained', 'meanAbsoluteError', 'everySubgroup', 'goldenCases'],
      ...['notWorseThanChampion', 'latency', 'size'],
    ]);
  });

  it('answers how many are to be expected, and how much of it is known', async () => {
    const { devianceExplained } = first.metrics as CountMetrics;
    const [monday, sunday] = [await expectedOf(MONDAY), await expectedOf(SUNDAY)];
    expect(monday).toMatchObject({
      metric: 'deviance_explained',
      explained: devianceExplained.value,
      modelVersion: '1',
    });
    expect(Number(monday['expected'])).toBeGreaterThan(10);
    expect(Number(sunday['expected'])).toBeLessThan(2);
    const unmeasured = await expectedOf({ ...MONDAY, temperature: null });
    expect(Number(unmeasured['expected'])).toBeGreaterThan(8);
  });

  it('gives the same bytes when the run is repeated', async () => {
    const run = await mesh.trained({ repeat: first.runId });
    expect(run).toMatchObject({
      state: 'completed',
      repetition: { sameBytes: true, withinTolerance: true, largestDifference: 0 },
    });
  });

  it.each([
    ['trees', 'this recipe learns a probability; the model foresees a count'],
    ['heedless', 'the recipe learns a probability and the model foresees a count'],
    ['yes-or-no', 'The recipe learns another kind of outcome than the model foresees'],
  ])('refuses to learn it by the recipe %s, which is one of probabilities', async (recipe, reason) => {
    const run = await mesh.trained({ model: MODEL, parameters: { recipe } });
    expect(run).toMatchObject({ state: 'failed', error: { detail: expect.stringContaining(reason) } });
  });

  it('lets none take over that explains clearly less', async () => {
    const { version: number } = await mesh.trained({ model: MODEL, parameters: { trees: 8 } });
    const { status, body } = await mesh.control('PUT', `/models/${MODEL}/aliases/champion`, { version: number });
    expect([status, body]).toEqual([409, expect.objectContaining({ code: 'MODELS.GATES_FAILED' })]);
    expect(JSON.stringify(body)).toContain('Deviance explained differs by -');
  });

  it('promotes one that is not worse, which answers from then on', async () => {
    const { version: number } = await mesh.trained({ model: MODEL, parameters: { trees: 95 } });
    const moved = await mesh.control('PUT', `/models/${MODEL}/aliases/champion`, { version: number });
    expect(moved.status).toBe(200);
    await eventually(async () => expect(await expectedOf(MONDAY)).toMatchObject({ modelVersion: number }), {
      timeoutMs: 15_000,
    });
    const champion = (await version(number as string)).gates!.find(({ gate }) => gate === 'notWorseThanChampion')!;
    expect(champion.figures).toMatchObject({ by: 'devianceExplained', champion: '1', rows: 360 });
    const listed = await mesh.control('GET', '/models');
    expect((listed.body as { models: object[] }).models).toMatchObject([{ devianceExplained: { n: 360 } }]);
  });

  it('takes no rollout of it and says so', async () => {
    const { status, body } = await mesh.control('PUT', `/models/${MODEL}/rollout`, { challenger: '1', share: 0.5 });
    expect([status, body]).toEqual([409, expect.objectContaining({ code: 'ROLLOUT.COUNTS_NOT_COMPARED' })]);
  });

  it('scores a file by the command as the port does', async () => {
    const file = join(mesh.place.home, 'days.csv');
    await writeFile(file, `weekday,beds,temperature\n${Object.values(MONDAY).join()}\n`);
    const { status, stdout } = await mesh.callers.mesh('score', MODEL, '--in', file, '--out', '-');
    expect(status).toBe(0);
    const [head, row = ''] = stdout.trimEnd().split('\n');
    expect(head).toBe('weekday,beds,temperature,count,model_version');
    const { expected, modelVersion } = await expectedOf(MONDAY);
    expect(Number(row.split(',')[3])).toBeCloseTo(Number(expected), 5);
    expect(row.split(',')[4]).toBe(modelVersion);
  });

  it('has a card with the figures of counts', async () => {
    const { stdout } = await mesh.callers.mesh('card', MODEL);
    expect(stdout).toContain('Deviance explained');
    expect(stdout).not.toContain('ROC AUC');
  });
});
