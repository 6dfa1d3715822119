import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '@mesh/testing';
import { call } from './support/http-door.js';
import { BEGIN_TIMEOUT_MS, startMeshForStory, type RunningMesh } from './support/running-mesh.js';

const MODEL = 'heart-disease-risk';
const CARD = `/models/${MODEL}/versions/1/card`;

const FIRST_LOOK = { timeoutMs: 30_000, everyMs: 200 };

type Told = ReturnType<typeof JSON.parse>;

/** Every figure in a card, with where it says that it is stored. */
const figuresIn = (part: Told): readonly Told[] => {
  if (typeof part !== 'object' || part === null) return [];
  const within = Object.values(part).flatMap(figuresIn);
  return 'from' in part && 'value' in part ? [part, ...within] : within;
};

describe('given an auditor who wants to know what a model is', () => {
  let story: RunningMesh;
  let card: Told;

  const ask = async (path: string) => (await story.ask(path, 'gov-auditor')).body as Told;

  beforeAll(
    async () => {
      story = await startMeshForStory();
      // The first look at a watched model, which comes by itself, tells how many scores it takes; no later one changes it.
      card = await eventually(async () => {
        const told = await ask(CARD);
        expect(told.analyses.practice.because).toBe('Too few outcomes of its scores are known.');
        return told;
      }, FIRST_LOOK);
    },
    BEGIN_TIMEOUT_MS + FIRST_LOOK.timeoutMs + 30_000,
  );

  afterAll(() => story.mesh.dispose(), 60_000);

  it('finds each figure of the card where the card says that it is stored', async () => {
    const figures = figuresIn(card);
    expect(figures.length).toBeGreaterThan(30);
    const documents = new Map<string, Told>();
    for (const { from, value } of figures) {
      const [path, pointer] = from.split('#');
      if (!documents.has(path)) documents.set(path, await ask(path));
      const steps = pointer
        .split('/')
        .slice(1)
        .map((step: string) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
      const stored = steps.reduce((within: Told, step: string) => within?.[step], documents.get(path));
      expect([from, stored?.value ?? stored]).toEqual([from, value]);
    }
  });

  it('is told what the version is, what it is for, and what is not measured yet', async () => {
    const version = await ask(`/models/${MODEL}/versions/1`);
    expect(card).toMatchObject({
      ...{ model: MODEL, version: '1' },
      details: {
        product: `cardiology.${MODEL}`,
        aliases: ['champion'],
        commit: version.commit,
        hyperparameters: version.hyperparameters,
        training: { reason: 'first version' },
      },
      trainingData: { snapshot: version.snapshot.sha256, label: 'disease' },
      analyses: {
        gates: { measured: true, mayServe: true },
        practice: { measured: false },
        drift: { measured: false },
      },
    });
    expect(card.analyses.groups.map(({ attribute }: Told) => attribute)).toEqual(
      expect.arrayContaining(['sex', 'ageBand']),
    );
    expect(card.intendedUse.words[0].text).toMatch(/^An early warning/);
    expect(card.caveats.limitations).toMatch(/^Not a diagnosis/);
  });

  it('takes it along as Markdown, from the interface and from the command line', async () => {
    const token = await story.callers.token('gov-auditor');
    const answer = await call(`${story.mesh.address()}${CARD}`, { token, headers: { accept: 'text/markdown' } });
    expect(answer.text).toMatch(
      /^---\nlibrary_name: onnx\n[\s\S]*\n---\n\n# Heart disease risk: heart-disease-risk, version 1\n/,
    );
    const file = join(story.mesh.place.home, '..', 'README.md');
    expect(await story.callers.mesh('card', MODEL, '--out', file)).toMatchObject({ status: 0 });
    expect(await readFile(file, 'utf8')).toBe(answer.text);
  });

  it('is told that there is no card of a version that there is not', async () => {
    expect((await story.ask(`/models/${MODEL}/versions/99/card`, 'gov-auditor')).status).toBe(404);
    expect((await call(`${story.mesh.address()}${CARD}`)).status).toBe(401);
  });
});
