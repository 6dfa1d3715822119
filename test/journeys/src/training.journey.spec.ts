import { Ajv2020 } from 'ajv/dist/2020.js';
import { ModelPromoted } from '@mesh/platform-models';
import { TrainingReported, TrainingRequested } from '@mesh/platform-training';
import { jsonSchemaOf, type Shape } from '@mesh/product';
import { BEGIN_TIMEOUT_MS, startMeshForStory, type RunningMesh } from './support/running-mesh.js';

const MODEL = 'heart-disease-risk';
const validator = new Ajv2020({ strict: false, validateFormats: false });

describe('given a data scientist who leaves training to the clock', () => {
  let story: RunningMesh;

  beforeAll(async () => {
    story = await startMeshForStory();
  }, BEGIN_TIMEOUT_MS);

  afterAll(() => story.mesh.dispose(), 60_000);

  const mesh = async (...command: string[]) => {
    const { status, stdout, stderr } = await story.callers.mesh(...command, '--json');
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  };
  const address = () => `http://127.0.0.1:${story.mesh.place.port}`;

  /** The first events of a topic, as somebody sees them who watches it from its beginning. */
  const events = async (path: string, count: number): Promise<readonly object[]> => {
    const watching = new AbortController();
    const response = await fetch(`${address()}${path}?from=earliest`, {
      headers: { authorization: `Bearer ${await story.callers.token('eng-engineer')}` },
      signal: AbortSignal.any([watching.signal, AbortSignal.timeout(20_000)]),
    });
    let text = '';
    const found = () => [...text.matchAll(/^data: (.+)\n/gm)].map(([, json]) => JSON.parse(json!).data as object);
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (found().length >= count) break;
    }
    watching.abort();
    return found();
  };

  it('keeps the schedule that was put, through a sudden death', async () => {
    await mesh('schedules', 'put', MODEL, '--at', '02:30', '--zone', 'Europe/Amsterdam', '--days', 'mon,thu');
    await story.mesh.kill9();
    await story.mesh.start();
    const [schedule] = await mesh('schedules', 'list');
    expect(schedule).toMatchObject({ model: MODEL, state: 'active', origin: 'put' });
    expect(new Date(schedule.nextAt).getTime()).toBeGreaterThan(Date.now());
    expect(await mesh('schedules', 'pause', MODEL)).toMatchObject({ state: 'paused' });
  }, 90_000);

  it('repeats a run by its id to the very same bytes, and tells how its snapshot was made', async () => {
    const first = await mesh('train', MODEL, '--param', 'seed=3', '--wait');
    const again = await mesh('train', '--repeat', first.runId, '--wait');
    expect(again).toMatchObject({
      ...{ repeats: first.runId, snapshot: first.snapshot, parameters: { seed: 3 } },
      repetition: { of: first.runId, sameBytes: true, withinTolerance: true },
    });
    const response = await fetch(`${address()}/training/snapshots/${first.snapshot}`, {
      headers: { authorization: `Bearer ${await story.callers.token('dana-scientist')}` },
    });
    expect(await response.json()).toMatchObject({
      source: `urn:mesh:cardiology:${MODEL}:cohort`,
      split: { seed: 3, by: 'content' },
      rows: 303,
      firstRun: first.runId,
    });
  }, 120_000);

  it.each<readonly [string, Shape]>([
    ['/training/v1/events/requested', TrainingRequested],
    ['/training/v1/events/reported', TrainingReported],
    ['/models/v1/events/promoted', ModelPromoted],
  ])(
    'tells it all in events that keep their contract: %s',
    async (path, shape) => {
      const isKept = validator.compile(jsonSchemaOf(shape));
      const told = await events(path, 1);
      expect(told.length).toBeGreaterThan(0);
      for (const data of told) expect([isKept(data), isKept.errors, data]).toEqual([true, null, data]);
    },
    60_000,
  );
});
