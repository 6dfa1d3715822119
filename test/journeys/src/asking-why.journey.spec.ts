import { eventually } from '@mesh/testing';
import { READING } from './support/heart-documents.js';
import { call } from './support/http-door.js';
import { BEGIN_TIMEOUT_MS, startMeshForStory, type RunningMesh } from './support/running-mesh.js';

const MODEL = 'heart-disease-risk';
const PATIENT = { timeoutMs: 30_000, everyMs: 200 };
const UNKNOWN = { status: 404, body: { code: 'CARDIOLOGY.SCORE_UNKNOWN' } };

describe('given a score that was answered a while ago', () => {
  let story: RunningMesh;
  let scoreId: string;
  let probability: number;

  beforeAll(async () => {
    story = await startMeshForStory();
    const { status, body } = await story.score({ ...READING, patientId: 'asked-about' });
    expect(status).toBe(200);
    ({ scoreId, probability } = body as { scoreId: string; probability: number });
  }, BEGIN_TIMEOUT_MS);

  afterAll(() => story.mesh.dispose(), 60_000);

  const why = async (as: string, id = scoreId) =>
    call(`${story.mesh.address(1)}/heart-disease-risk/v1/score-explanations`, {
      token: await story.callers.token(as),
      body: { scoreId: id },
    });

  it('says why to those who asked for it and to those who may read of persons, before it has landed', async () => {
    for (const as of ['bracelet-app', 'pat-practitioner', 'team-cardiology']) {
      const { status, body, text } = await why(as);
      expect([as, status]).toEqual([as, 200]);
      expect(body).toMatchObject({ scoreId, probability, model: { name: MODEL, version: '1' }, method: 'additive' });
      const contributions = body['contributions'] as Record<string, number>;
      const value = Object.values(contributions).reduce((sum, part) => sum + part, body['base'] as number);
      expect(1 / (1 + Math.exp(-value))).toBeCloseTo(probability, 4);
      expect(body['features']).toEqual(
        Object.fromEntries(Object.entries(READING).filter(([name]) => name in contributions)),
      );
      expect(text).not.toContain('asked-about');
    }
  }, 60_000);

  it('tells nobody else, not even that it is there', async () => {
    expect(await why('clinic-app')).toMatchObject(UNKNOWN);
    expect(await why('pat-practitioner', '0195520c-91e2-7000-8000-000000000001')).toMatchObject(UNKNOWN);
    expect(await why('pat-practitioner', 'no-uuid')).toMatchObject(UNKNOWN);
    expect(await why('dana-scientist')).toMatchObject({ status: 403 });
    await eventually(async () => {
      const { body } = await story.ask('/access/audit?caller=pat-practitioner&limit=100', 'gov-auditor');
      expect(JSON.stringify(body)).toContain(':scoreExplanations');
    }, PATIENT);
  }, 60_000);

  it('says the same after another version took over and the mesh was started anew, from the lake', async () => {
    const before = (await why('pat-practitioner')).body;
    const trained = await story.callers.mesh('train', MODEL, '--param', 'l2=5', '--wait', '--json');
    expect(JSON.parse(trained.stdout)).toMatchObject({ state: 'completed', version: '2' });
    expect(await story.callers.mesh('promote', MODEL, '--version', '2')).toMatchObject({ status: 0 });
    await eventually(
      async () => expect((await story.score(READING)).body['model']).toMatchObject({ version: '2' }),
      PATIENT,
    );
    expect(await story.mesh.stop()).toBe(0);
    await story.mesh.start();
    await eventually(async () => expect((await why('pat-practitioner')).body).toEqual(before), PATIENT);
    const shown = await story.callers.mesh('explain', '--score', scoreId);
    expect(shown).toMatchObject({ status: 0, stdout: expect.stringContaining('version 1') as string });
    expect(shown.stdout).toContain('VALUE');
  }, 180_000);

  it('knows nothing of it once the person is forgotten', async () => {
    const token = await story.callers.token('dpo-privacy');
    const asked = { subject: 'asked-about', reason: 'They asked for it' };
    const { status, body } = await call(`${story.mesh.address()}/access/erasures`, { token, body: asked });
    expect(status).toBe(202);
    await eventually(async () => expect(await why('pat-practitioner')).toMatchObject(UNKNOWN), PATIENT);
    await eventually(async () => {
      const { body: now } = await story.ask(`/access/erasures/${body['id'] as string}`, 'dpo-privacy');
      expect(now['status']).toBe('erased');
    }, PATIENT);
    expect(await why('pat-practitioner')).toMatchObject(UNKNOWN);
  }, 120_000);
});
