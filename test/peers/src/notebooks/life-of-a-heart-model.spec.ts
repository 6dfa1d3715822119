import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { storyWith } from '@mesh/test-contracts';
import { BEGIN_TIMEOUT_MS, startMeshForStory, type RunningMesh } from '@mesh/test-journeys';

import { executed, readNotebook, type Notebook } from './executed-notebook.js';

const NOTEBOOK = fileURLToPath(
  new URL('../../../../domains/cardiology/notebooks/life-of-a-heart-model.ipynb', import.meta.url),
);
const MODEL = 'heart-disease-risk';
const RUN_TIMEOUT_MS = 300_000;

type Told = ReturnType<typeof JSON.parse>;

describe('given the notebook as it is kept', () => {
  it('holds no output, no count of a run, and no token', async () => {
    const { cells } = await readNotebook(NOTEBOOK);
    const code = cells.filter(({ cell_type }) => cell_type === 'code');
    expect(code.length).toBeGreaterThan(10);
    for (const { outputs, execution_count } of code) expect([outputs, execution_count]).toEqual([[], null]);
    expect(JSON.stringify(cells)).not.toMatch(/eyJ[\w-]{10,}\.|"[\w-]{40,}"|secret|password/i);
  });
});

storyWith('papermill')('given a data scientist with a notebook, and a mesh', () => {
  let story: RunningMesh;
  let folder: string;
  let left: Notebook;

  const ask = (path: string) => story.ask(path, 'dana-scientist').then(({ body }) => body as Told);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'notebook-'));
    story = await startMeshForStory();
    left = await executed(NOTEBOOK, {
      folder,
      environment: {
        MLFLOW_TRACKING_URI: story.mesh.address(),
        MLFLOW_TRACKING_TOKEN: await story.callers.token('dana-scientist'),
        // A wrong call must fail at once: the client would otherwise ask again for minutes.
        MLFLOW_HTTP_REQUEST_MAX_RETRIES: '1',
      },
    });
  }, BEGIN_TIMEOUT_MS + RUN_TIMEOUT_MS);

  afterAll(async () => {
    await story.mesh.dispose();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it('runs from the first cell to the last without an error, and draws its charts', () => {
    const code = left.cells.filter(({ cell_type }) => cell_type === 'code');
    const outputs = code.flatMap((cell) => cell.outputs ?? []);
    expect(left.metadata.papermill?.exception).not.toBe(true);
    expect(code.every(({ execution_count }) => typeof execution_count === 'number')).toBe(true);
    expect(outputs.filter(({ output_type }) => output_type === 'error')).toEqual([]);
    expect(outputs.filter(({ data }) => data !== undefined && 'image/png' in data)).toHaveLength(3);
  });

  it('had the mesh train a version, by a run that is kept with its reason', async () => {
    const { runs } = await ask(`/training/runs?model=${MODEL}`);
    expect(runs[0]).toMatchObject({
      ...{ state: 'completed', requestedBy: 'dana-scientist', version: '2' },
      ...{ parameters: { l2: 5 }, reason: 'notebook: another penalty' },
    });
    expect(await ask(`/models/${MODEL}/versions/2`)).toMatchObject({
      hyperparameters: { l2: 5, l2From: 'parameter' },
      status: 'ready',
    });
  });

  it('registered a model of its own, which was judged by every gate on the same held-out rows', async () => {
    const [first, trained, own] = await Promise.all(
      ['1', '2', '3'].map((nth) => ask(`/models/${MODEL}/versions/${nth}`)),
    );
    const gatesOf = ({ gates }: Told) => gates.map(({ gate }: Told) => gate);
    expect(own).toMatchObject({
      author: 'dana-scientist',
      hyperparameters: { n_estimators: '100' },
      snapshot: first.snapshot,
    });
    expect(own.metrics.rocAuc.n).toBe(first.snapshot.rows - first.snapshot.trainingRows);
    const groupsOf = ({ metrics }: Told) =>
      metrics.subgroups.map(({ attribute, value }: Told) => `${attribute} ${value}`).sort();
    expect(groupsOf(own)).toEqual(groupsOf(trained));
    expect(gatesOf(own)).toEqual(gatesOf(trained));
    expect(own.gates.filter(({ passed }: Told) => !passed)).toEqual([]);
    const { body } = await story.ask(`/models/${MODEL}/versions/3/gates`, 'gov-auditor');
    expect(body).toMatchObject({ version: '3', mayServe: false });
  });

  it('promoted it and withdrew it, and the champion is who it was', async () => {
    const { moves } = await ask(`/models/${MODEL}/moves`);
    const ofChampion = moves.filter(({ alias }: Told) => alias === 'champion');
    expect(ofChampion.map(({ version, previous }: Told) => [previous, version])).toEqual([
      ['3', '1'],
      ['1', '3'],
      [undefined, '1'],
    ]);
    expect((await ask(`/models/${MODEL}/versions/3`)).status).toBe('withdrawn');
    expect((await ask(`/models/${MODEL}`)).aliases).toEqual({ champion: '1' });
  });
});
