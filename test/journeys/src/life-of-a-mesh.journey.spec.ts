import { HEART_READING, startLoad } from '@mesh/bench';
import { READING } from './support/heart-documents.js';
import { idsInTopic, SCORED_TOPIC, withLogOf } from './support/log-of-a-mesh.js';
import { BEGIN_TIMEOUT_MS, startMeshForStory, type RunningMesh } from './support/running-mesh.js';

describe('given a hospital that stops its mesh and starts it again', () => {
  let story: RunningMesh;

  beforeAll(async () => {
    story = await startMeshForStory();
  }, BEGIN_TIMEOUT_MS);

  afterAll(() => story.mesh.dispose(), 60_000);

  it('finishes what it accepted before it ends, and ends with 0', async () => {
    const load = startLoad({
      host: '127.0.0.1',
      port: story.mesh.place.port + 1,
      path: '/heart-disease-risk/v1/scores',
      token: await story.callers.token('bracelet-app'),
      bodies: [HEART_READING],
      connections: 8,
      durationMs: 5_000,
      timeoutMs: 5_000,
      reconnect: false,
    });
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(await story.mesh.stop()).toBe(0);
    load.stop();
    const { answered, refused } = await load.figures;
    expect(answered).toBeGreaterThan(100);
    expect(Object.keys(refused).filter((status) => status !== '503')).toEqual([]);
    await story.mesh.start();
    // Whatever it had begun it also answered: nothing is stored that nobody was told of.
    const stored = await withLogOf(story.mesh.place.home, (log) => idsInTopic(log, SCORED_TOPIC));
    expect(stored.size).toBe(answered);
  }, 60_000);

  it('goes on where it stopped: the same model, the same credentials, the same history', async () => {
    expect(await story.mesh.stop()).toBe(0);
    await story.mesh.start();
    const { status, body } = await story.score(READING);
    expect(status).toBe(200);
    expect(body.model).toEqual({ name: 'heart-disease-risk', version: '1' });
    const models = await story.ask('/models/heart-disease-risk', 'dana-scientist');
    expect(models.status).toBe(200);
    expect(models.text.match(/"version":"\d+"/g)?.every((entry) => entry === '"version":"1"')).toBe(true);
  }, 60_000);

  it('refuses a second mesh on the same home and says why', async () => {
    const { status, stderr } = await story.callers.mesh('start');
    expect(status).toBe(1);
    expect(stderr).toMatch(/\((BOOT|DATABASE)\.[A-Z_]+\): /);
    expect(stderr).not.toContain('    at ');
    expect((await story.score(READING)).status).toBe(200);
  }, 60_000);
});
