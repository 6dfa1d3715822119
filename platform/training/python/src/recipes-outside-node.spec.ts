import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@mesh/testing';
import { byBand, numeric, snapshotFromRows, type ProgramRecipe } from '@mesh/training';
import { exportOnnx, fitModel } from '@mesh/training-linear';
import { WatchedTraining } from './testing/watched-training.js';

const columns = [numeric('age'), numeric('dose', { missingValue: 0 })];
const rows = Array.from({ length: 200 }, (_, i) => ({
  age: 30 + (i % 50),
  dose: i % 7 === 0 ? null : i % 11,
  cured: (i % 50) + (i % 13) > 30 ? 1 : 0,
}));
const { snapshot } = snapshotFromRows(rows, { columns, label: 'cured' });
const training = { features: snapshot.features, labels: snapshot.labels };

/** A recipe in the shell: no Python anywhere. */
const shell = (script: string, limits: ProgramRecipe['limits'] = {}): ProgramRecipe => ({
  runtime: 'program',
  command: ['/bin/sh', '-c', script],
  columns,
  subgroups: [byBand('ageBand', 'age', [50])],
  limits: { timeoutMs: 100_000, memoryMb: 512, ...limits },
});
const node = (script: string, limits?: ProgramRecipe['limits']): ProgramRecipe => ({
  ...shell('', limits),
  command: [process.execPath, '-e', script],
});

const RESULT = `echo '{"hyperparameters":{"algorithm":"kept"},"metrics":{"trainingLoss":0.5}}' > result.json`;

describe('given a recipe that is any executable', () => {
  let watched: WatchedTraining;
  let model: string;
  const failing = (recipe: ProgramRecipe) => watched.train(recipe, snapshot);

  beforeEach(() => {
    watched = new WatchedTraining();
    model = join(watched.scratch, 'ready.onnx');
    writeFileSync(model, exportOnnx(fitModel(columns, training, 1)));
  });

  afterEach(() => rmSync(watched.scratch, { recursive: true, force: true }));

  it('takes its model, and judges it itself on rows that the recipe never saw', async () => {
    const recipe = shell(`echo '::progress 0.5 half'; head -2 snapshot.csv; wc -l < snapshot.csv
      cat parameters.json; cp ${model} model.onnx; ${RESULT}`);
    const trained = await watched.train(recipe, snapshot, { parameters: { seed: 7, depth: 3 } });
    const heldOut = snapshot.heldOut.filter(Boolean).length;
    expect(trained.metrics.rocAuc.n).toBe(heldOut);
    expect(trained.metrics.rocAuc.value).toBeGreaterThan(0.8);
    expect(trained.metrics.subgroups.map(({ attribute, value }) => `${attribute} ${value}`)).toEqual([
      'ageBand <50',
      'ageBand ≥50',
    ]);
    expect(trained.signature.features).toEqual(['age', 'dose']);
    expect(trained.hyperparameters).toMatchObject({
      algorithm: 'kept',
      depth: 3,
      seed: 7,
      'reported.trainingLoss': 0.5,
    });
    expect(watched.stages).toEqual(['half', 'evaluation']);
    expect(watched.lines[0]).toBe('age,dose,outcome');
    expect(Number(watched.lines[2])).toBe(rows.length - heldOut + 1);
    const asked = JSON.parse(watched.lines.slice(3).join('\n'));
    expect(asked).toMatchObject({
      protocol: 'mesh-recipe/1',
      outcome: 'probability',
      seed: 7,
      parameters: { depth: 3 },
    });
  }, 120_000);

  it.each([
    ['hangs', shell('sleep 600', { timeoutMs: 800 }), 'TIME_EXCEEDED', undefined],
    ['takes all memory', node('const a = []; for (;;) a.push(Buffer.alloc(2 ** 25, 1))'), 'OUT_OF_MEMORY', undefined],
    ['is ended by the system', shell('kill -KILL $$'), 'OUT_OF_MEMORY', undefined],
    [
      'says that memory was short',
      shell(`echo '{"failed":{"code":"OUT_OF_MEMORY"}}' > result.json; exit 1`),
      'OUT_OF_MEMORY',
      undefined,
    ],
    [
      'has no memory for the threads of its algebra',
      shell('echo "OpenBLAS error: Memory allocation still failed after 10 retries, giving up." >&2; exit 1'),
      'OUT_OF_MEMORY',
      undefined,
    ],
    [
      'has no memory for the libraries that it loads',
      shell('echo "ImportError: _flapack.so: failed to map segment from shared object" >&2; exit 1'),
      'OUT_OF_MEMORY',
      undefined,
    ],
    [
      'says what is wrong',
      shell(`echo '{"failed":{"reason":"too few rows"}}' > result.json; exit 1`),
      'RECIPE_FAILED',
      'too few rows',
    ],
    ['only ends badly', shell('echo no luck >&2; exit 9'), 'RECIPE_FAILED', 'it ended with status 9: no luck'],
    ['leaves no result', shell('echo x > model.onnx'), 'RESULT_MISSING', undefined],
    [
      'leaves a result that is no JSON',
      shell('echo x > model.onnx; echo "{" > result.json'),
      'RESULT_MISSING',
      undefined,
    ],
    [
      'leaves no metrics',
      shell(`echo x > model.onnx; echo '{"hyperparameters":{}}' > result.json`),
      'METRICS_MISSING',
      undefined,
    ],
    ['leaves no model', shell(RESULT), 'MODEL_MISSING', undefined],
    [
      'leaves a broken model',
      shell(`head -c 4096 /dev/urandom > model.onnx; ${RESULT}`),
      'MODEL_BROKEN',
      'ONNX Runtime cannot read it',
    ],
    ['leaves an empty model', shell(`: > model.onnx; ${RESULT}`), 'MODEL_BROKEN', undefined],
    [
      'leaves a link to what is not its own',
      shell(`ln -s /etc/hostname model.onnx; ${RESULT}`),
      'MODEL_BROKEN',
      'plain file',
    ],
    ['leaves a pipe', shell(`mkfifo model.onnx; ${RESULT}`), 'MODEL_BROKEN', 'plain file'],
    ['is not there', { ...shell(''), command: ['no-such-program'] as [string] }, 'PROGRAM_MISSING', undefined],
  ])(
    'says so when it %s',
    async (_, recipe, name, reason) => {
      const error = await failing(recipe).then(
        () => undefined,
        (thrown: { code: string; retryable: boolean; meta: { reason?: string } }) => thrown,
      );
      expect(error).toMatchObject({ code: `TRAINING_RUN.${name}`, retryable: false });
      if (reason !== undefined) expect(error?.meta.reason).toContain(reason);
      expect(readdirSync(watched.scratch)).toEqual(['ready.onnx']);
    },
    120_000,
  );

  it('refuses a model of other columns', async () => {
    const one = [columns[0]!];
    const narrow = snapshotFromRows(rows, { columns: one, label: 'cured' }).snapshot;
    writeFileSync(model, exportOnnx(fitModel(one, narrow, 1)));
    await expect(failing(shell(`cp ${model} model.onnx; ${RESULT}`))).rejects.toMatchObject({
      code: 'TRAINING_RUN.MODEL_BROKEN',
      meta: { reason: 'its input has 1 columns, the snapshot 2' },
    });
  }, 120_000);

  it('refuses a model of probabilities for counts, and counts that are all equal', async () => {
    const counts = (of: (i: number) => number) =>
      snapshotFromRows(
        rows.map(({ cured: _, ...row }, i) => ({ ...row, visits: of(i) })),
        { columns, label: 'visits', outcome: 'count' },
      ).snapshot;
    await expect(
      watched.train(
        shell(`cp ${model} model.onnx; ${RESULT}`),
        counts((i) => i % 5),
      ),
    ).rejects.toMatchObject({
      ...{ code: 'TRAINING_RUN.MODEL_BROKEN', meta: { reason: 'it has no output "count"' } },
    });
    await expect(
      watched.train(
        shell('exit 1'),
        counts(() => 3),
      ),
    ).rejects.toMatchObject({
      ...{ code: 'TRAINING.COUNTS_EQUAL', meta: { part: 'training' } },
    });
  }, 120_000);

  it('is cancelled in the middle', async () => {
    const cancelling = new AbortController();
    const trained = watched.train(shell('echo begun; sleep 600'), snapshot, { signal: cancelling.signal });
    const ended = trained.catch((error: { code: string }) => error.code);
    await eventually(async () => watched.lines.includes('begun'), { timeoutMs: 60_000 });
    cancelling.abort();
    expect(await ended).toBe('TRAINING_RUN.CANCELLED');
    expect(readdirSync(watched.scratch)).toEqual(['ready.onnx']);
  }, 120_000);

  it('keeps the beginning and the end of 100 MB that it prints', async () => {
    const flood = `const line = 'secret-'.repeat(14) + '\\n'; let left = 1_000_000;
      const more = () => { while (left-- > 0) if (!process.stdout.write(line)) return process.stdout.once('drain', more);
        process.stdout.write('the last line\\n', () => process.exit(4)); };
      console.log('the first line'); more();`;
    await expect(failing(node(flood))).rejects.toMatchObject({ code: 'TRAINING_RUN.RECIPE_FAILED' });
    expect(watched.lines[0]).toBe('the first line');
    expect(watched.lines.at(-1)).toBe('the last line');
    expect(watched.lines.filter((line) => line.includes('left out'))).toHaveLength(1);
    expect(watched.lines.reduce((sum, line) => sum + line.length + 1, 0)).toBeLessThan(200_000);
  }, 120_000);

  it('takes away what a service left behind that was killed', async () => {
    const dead = join(watched.scratch, '2147483646-left');
    writeFileSync(dead, 'rows of patients');
    await failing(shell('exit 1')).catch(() => undefined);
    expect(readdirSync(watched.scratch)).toEqual(['ready.onnx']);
  }, 120_000);
});

describe('given a mesh without Python', () => {
  it('says what the recipe waits for, before and when it is asked to train', async () => {
    const watched = new WatchedTraining({ home: '/nowhere', commands: ['no-such-python'] });
    const recipe = { runtime: 'python', module: 'mesh_recipes.gradient_boosting', columns } as const;
    expect(await watched.recipes.waitsFor(recipe)).toBe('Python 3.11 or later with its venv module');
    await expect(watched.train(recipe, snapshot)).rejects.toMatchObject({ code: 'TRAINING_RUN.PYTHON_MISSING' });
    rmSync(watched.scratch, { recursive: true });
  }, 120_000);
});
