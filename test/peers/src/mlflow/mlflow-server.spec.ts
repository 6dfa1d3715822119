import { storyWith, toolPath } from '@mesh/test-contracts';
import {
  BEGIN_TIMEOUT_MS,
  startMeshForStory,
  startMlflowServer,
  type MlflowServer,
  type RunningMesh,
} from '@mesh/test-journeys';

import { unusualCalls, type Stage } from './unusual-calls.js';

const STORY_TIMEOUT_MS = 180_000;

type Json = ReturnType<typeof JSON.parse>;

/** One of the two servers. */
interface Server {
  readonly address: string;
  readonly token?: string;
}

storyWith('science-python')('given MLflow’s own server and a mesh, and the same wrong and unusual calls', () => {
  let theirs: MlflowServer;
  let story: RunningMesh;

  beforeAll(async () => {
    // One after the other: both work hard while they start.
    story = await startMeshForStory();
    theirs = await startMlflowServer(toolPath('science-python'));
  }, BEGIN_TIMEOUT_MS);

  afterAll(() => Promise.all([theirs?.stop(), story?.mesh.dispose()]), 60_000);

  it(
    'answers each with the same status and error code',
    async () => {
      const ours: Server = { address: story.mesh.address(), token: await story.callers.token('dana-scientist') };
      const [expected, given] = await Promise.all([answersOf(theirs), answersOf(ours)]);
      expect(expected.length).toBeGreaterThan(250);
      expect(given).toEqual(expected);
    },
    STORY_TIMEOUT_MS,
  );
});

/** A line a call: what was asked, without the ids that each server has of its own, and what came of it. */
async function answersOf(server: Server): Promise<readonly string[]> {
  const stage = await stageAt(server);
  const answers: string[] = [];
  for (const [at, [call, fields]] of unusualCalls(stage).entries()) {
    const { status, body } = await send(server, call, fields);
    const names = Object.entries(fields).map(([name, value]) => `${name} ${typeof value}`);
    answers.push(`${at} ${call} (${names.join(', ')}): ${status} ${body.error_code ?? ''}`);
  }
  return answers;
}

/** Two experiments and two runs, one of each deleted, and a model with a version. */
async function stageAt(server: Server): Promise<Stage> {
  const ask = async (call: string, fields: object): Promise<Json> => {
    const { status, body } = await send(server, call, fields);
    if (status !== 200) throw new Error(`${call} was answered ${status}: ${JSON.stringify(body)}`);
    return body;
  };
  const create = async (name: string): Promise<string> =>
    (await ask('POST experiments/create', { name })).experiment_id as string;
  const start = async (experiment_id: string): Promise<string> =>
    (await ask('POST runs/create', { experiment_id, start_time: 1 })).run.info.run_id as string;
  const [experiment, deletedExperiment] = [await create('tried'), await create('deleted')];
  const [run, deletedRun] = [await start(experiment), await start(experiment)];
  await ask('POST experiments/delete', { experiment_id: deletedExperiment });
  await ask('POST runs/delete', { run_id: deletedRun });
  const model = 'plain-model';
  for (const name of [model, `${model}-too`]) await ask('POST registered-models/create', { name });
  await ask('POST model-versions/create', { name: model, source: `runs:/${run}/model`, run_id: run });
  return { experiment, deletedExperiment, run, deletedRun, model };
}

async function send({ address, token }: Server, call: string, fields: object): Promise<{ status: number; body: Json }> {
  const [method = '', path = ''] = call.split(' ');
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) if (method === 'GET') query.append(name, String(one));
  const answer = await fetch(`${address}/api/2.0/mlflow/${path}?${query}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(method !== 'GET' && { body: JSON.stringify(fields) }),
  });
  return { status: answer.status, body: await answer.json() };
}
