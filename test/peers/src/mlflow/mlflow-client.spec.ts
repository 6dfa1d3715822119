import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { storyWith, toolPath } from '@mesh/test-contracts';
import { BEGIN_TIMEOUT_MS, call, READING, startMeshForStory, type RunningMesh } from '@mesh/test-journeys';
import { eventually } from '@mesh/testing';

const PROGRAM = fileURLToPath(new URL('./story.py', import.meta.url));
const CHAPTER_TIMEOUT_MS = 180_000;
const MODEL = 'heart-disease-risk';

type Told = ReturnType<typeof JSON.parse>;

storyWith('science-python')('given the client of MLflow as it comes from PyPI, and a mesh', () => {
  let story: RunningMesh;

  beforeAll(async () => {
    story = await startMeshForStory();
  }, BEGIN_TIMEOUT_MS);

  afterAll(() => story.mesh.dispose(), 60_000);

  /** Lets the client do one chapter of the program beside this file; resolves to what it tells. */
  const chapter = async (name: string, asked: object = {}): Promise<Told> => {
    const [token, reader] = await Promise.all(['dana-scientist', 'gov-auditor'].map((who) => story.callers.token(who)));
    const child = spawn(toolPath('science-python'), [PROGRAM], { stdio: ['pipe', 'pipe', 'pipe'] });
    const said = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    child.stdin.end(
      JSON.stringify({
        address: story.mesh.address(),
        token,
        reader,
        chapter: name,
        experiment: name,
        model: name,
        ...asked,
      }),
    );
    const [told, errors, [status]] = await said;
    if (status !== 0) throw new Error(`the client ended with ${status}: ${errors.slice(-4_000)}`);
    return JSON.parse(told.trimEnd().split('\n').at(-1)!) as Told;
  };
  const ask = (path: string) => story.ask(path, 'dana-scientist').then(({ body }) => body as Told);

  it(
    'logs a run, registers its model, sets an alias, loads it back and gets the same predictions',
    async () => {
      const told = await chapter('life', { alias: 'first-choice' });
      expect(told).toMatchObject({
        status: 'FINISHED',
        params: { depth: '1', rate: '0.1', iterations: '100' },
        metrics: { auc: 0.91, brier: 0.1, loss: 0.2 },
        notANumber: 'nan',
        tag: 'a first try',
        artifacts: ['notes'],
        found: [told.run],
        version: '1',
        versionStatus: 'READY',
        aliases: { 'first-choice': '1' },
      });
      expect(told.history).toEqual([0, 1, 2, 3, 4].map((step) => [step, 1 / (step + 1)]));
      expect(told.rows).toBe(400);
      expect(told.largestDifference).toBeLessThan(1e-6);
    },
    CHAPTER_TIMEOUT_MS,
  );

  it(
    'makes a version of a product’s own model, and the alias decides who scores',
    async () => {
      await eventually(async () => expect((await ask(`/models/${MODEL}`)).aliases?.champion).toBe('1'), {
        timeoutMs: 60_000,
        everyMs: 250,
      });
      const told = await chapter('life', { model: MODEL, experiment: 'heart', alias: 'champion', announced: true });
      expect(told).toMatchObject({ versionStatus: 'READY', aliases: { champion: '1' } });
      expect(told.largestDifference).toBeLessThan(1e-6);
      const [first, made] = await Promise.all(['1', '2'].map((version) => ask(`/models/${MODEL}/versions/${version}`)));
      expect(made).toMatchObject({
        author: 'dana-scientist',
        snapshot: first.snapshot,
        hyperparameters: { depth: '1' },
      });
      expect(told.rows).toBe(first.snapshot.trainingRows);
      expect(made.metrics.rocAuc).toMatchObject({ n: first.metrics.rocAuc.n });
      expect(made.metrics.rocAuc.value).toBeGreaterThan(0.7);
      await eventually(
        async () => expect((await story.score(READING)).body.model).toEqual({ name: MODEL, version: '2' }),
        {
          timeoutMs: 15_000,
          everyMs: 100,
        },
      );
    },
    CHAPTER_TIMEOUT_MS,
  );

  it(
    'is told why a model cannot serve, and cannot point an alias at it',
    async () => {
      const told = await chapter('refusals', { model: MODEL });
      const { brokenFile, unknownOperator, ...logged } = told;
      expect(brokenFile).toMatch(
        /^FAILED_REGISTRATION .*ONNX Runtime does not load it.* alias INVALID_PARAMETER_VALUE$/,
      );
      expect(unknownOperator).toMatch(/^FAILED_REGISTRATION .*nowhere:Bogus.* alias INVALID_PARAMETER_VALUE$/);
      expect(logged).toEqual({
        pickle: expect.stringMatching(/FAILED_REGISTRATION.*only ONNX is deployable/),
        otherWidth: expect.stringMatching(/input has 14 columns/),
        twoInputs: expect.stringMatching(/it has 2 inputs/),
        otherOutput: expect.stringMatching(/outputs are int64/),
        noProbability: expect.stringMatching(/no probability from 0 to 1/),
      });
      expect((await ask(`/models/${MODEL}`)).versions).toHaveLength(2);
    },
    CHAPTER_TIMEOUT_MS,
  );

  it(
    'ends each wrong call with the error code that MLflow gives it',
    async () => {
      const told = await chapter('errors');
      const missing = ['missingRun', 'missingExperiment', 'missingModel', 'missingVersion', 'missingArtifact'];
      const others = {
        ...Object.fromEntries(missing.map((name) => [name, 'RESOURCE_DOES_NOT_EXIST'])),
        ...{ sameExperiment: 'RESOURCE_ALREADY_EXISTS', sameModel: 'RESOURCE_ALREADY_EXISTS' },
        ...{ unknownPlace: 'ENDPOINT_NOT_FOUND', noJson: 'BAD_REQUEST' },
      };
      expect(told).toMatchObject(others);
      const invalid = Object.entries(told).filter(([name]) => !(name in others));
      expect(invalid).toHaveLength(18);
      expect(new Set(invalid.map(([, code]) => code))).toEqual(new Set(['INVALID_PARAMETER_VALUE']));
    },
    CHAPTER_TIMEOUT_MS,
  );

  it(
    'is given many runs page by page, each once and in order',
    async () => {
      const { pages } = await chapter('pages');
      expect(pages).toEqual([
        [2, 5, 8, 1],
        [4, 7, 10, 3],
        [6, 9, 0],
      ]);
    },
    CHAPTER_TIMEOUT_MS,
  );

  it(
    'may look without writing, and not even that without a token',
    async () => {
      expect(await chapter('no-token')).toEqual({
        reads: true,
        writes: 'PERMISSION_DENIED',
        withoutToken: 'UNAUTHENTICATED',
      });
    },
    CHAPTER_TIMEOUT_MS,
  );

  it('says in plain text that it lives and which interface it serves, to whoever asks', async () => {
    const [health, version] = await Promise.all(
      ['/health', '/version'].map((path) => call(`${story.mesh.address()}${path}`)),
    );
    expect([health!.status, health!.text, version!.text]).toEqual([200, 'OK', '3.6.0']);
  });
});
