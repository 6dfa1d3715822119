import { HEART_READING, startLoad } from '@mesh/bench';
import { eventually } from '@mesh/testing';
import { READING } from './support/heart-documents.js';
import { BEGIN_TIMEOUT_MS, startMeshForStory, type RunningMesh } from './support/running-mesh.js';

describe('given a data scientist who trains, promotes and withdraws while bracelets keep calling', () => {
  let story: RunningMesh;

  beforeAll(async () => {
    story = await startMeshForStory();
  }, BEGIN_TIMEOUT_MS);

  afterAll(() => story.mesh.dispose(), 60_000);

  const serving = (version: string) =>
    eventually(
      async () => expect((await story.score(READING)).body.model).toEqual({ name: 'heart-disease-risk', version }),
      {
        timeoutMs: 15_000,
        everyMs: 100,
      },
    );

  it('swaps the version without a failed or dropped call', async () => {
    const load = startLoad({
      host: '127.0.0.1',
      port: story.mesh.place.port + 1,
      path: '/heart-disease-risk/v1/scores',
      token: await story.callers.token('bracelet-app'),
      bodies: [HEART_READING],
      connections: 32,
      ratePerSecond: 200,
      durationMs: 120_000,
      timeoutMs: 10_000,
    });
    const trained = await story.callers.mesh('train', 'heart-disease-risk', '--param', 'l2=5', '--wait', '--json');
    expect(trained).toMatchObject({ status: 0 });
    expect(JSON.parse(trained.stdout)).toMatchObject({ state: 'completed', version: '2' });
    expect(await story.callers.mesh('promote', 'heart-disease-risk', '--version', '2')).toMatchObject({ status: 0 });
    await serving('2');
    expect(await story.callers.mesh('withdraw', 'heart-disease-risk', '--version', '2')).toMatchObject({ status: 0 });
    await serving('1');
    load.stop();
    const { answered, refused, failed, sent } = await load.figures;
    expect({ refused, failed, answered }).toEqual({ refused: {}, failed: 0, answered: sent });
    expect(answered).toBeGreaterThan(200);
  }, 120_000);

  it('does not promote what was withdrawn or never was', async () => {
    for (const version of ['2', '99', 'x']) {
      const { status, stderr } = await story.callers.mesh('promote', 'heart-disease-risk', '--version', version);
      expect(status).toBe(1);
      expect(stderr).toMatch(/\(MODELS\.[A-Z_]+\): /);
    }
    await serving('1');
  }, 30_000);
});
