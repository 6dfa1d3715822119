import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '@mesh/testing';
import { READING } from './support/heart-documents.js';
import { call } from './support/http-door.js';
import { BEGIN_TIMEOUT_MS, startMeshForStory, type RunningMesh } from './support/running-mesh.js';

const MODEL = 'heart-disease-risk';
const PATIENT = { timeoutMs: 30_000, everyMs: 200 };

describe('given a new version of which nobody knows yet how it does in earnest', () => {
  let story: RunningMesh;

  beforeAll(async () => {
    story = await startMeshForStory();
    const trained = await story.callers.mesh('train', MODEL, '--param', 'l2=5', '--wait', '--json');
    expect(JSON.parse(trained.stdout)).toMatchObject({ state: 'completed', version: '2' });
  }, BEGIN_TIMEOUT_MS * 2);

  afterAll(() => story.mesh.dispose(), 60_000);

  const rollout = async (...options: string[]) => {
    const { status, stdout, stderr } = await story.callers.mesh('rollout', MODEL, ...options, '--json');
    expect([status, stderr]).toEqual([0, '']);
    return JSON.parse(stdout) as { state: string; share: number; results: { shadow?: { compared: number } } };
  };
  const versionFor = async (patientId: string): Promise<string> => {
    const { status, body } = await story.score({ ...READING, patientId });
    expect(status).toBe(200);
    return (body.model as { version: string }).version;
  };
  const patients = Array.from({ length: 24 }, (_, nth) => `rolled-${nth}`);
  const versions = async () => {
    const met: string[] = [];
    for (const patient of patients) met.push(await versionFor(patient));
    return met;
  };

  it('listens first, then answers a share of the patients, each always by the same version, and is taken back', async () => {
    await rollout('--shadow', '2');
    await eventually(async () => {
      expect(await versionFor('listened-to')).toBe('1');
      expect((await rollout()).results.shadow?.compared).toBeGreaterThan(0);
    }, PATIENT);
    await rollout('--challenger', '2', '--share', '0.5');
    await eventually(async () => expect(await versions()).toContain('2'), PATIENT);
    const met = await versions();
    expect(new Set(met)).toEqual(new Set(['1', '2']));
    expect(await versions()).toEqual(met);
    expect(await rollout('--end')).toMatchObject({ state: 'ended', share: 0 });
    await eventually(async () => expect(new Set(await versions())).toEqual(new Set(['1'])), PATIENT);
  }, 120_000);

  it('says why a patient has the risk, to who may see it', async () => {
    const address = `${story.mesh.address(1)}/heart-disease-risk/v1/explanations`;
    const token = await story.callers.token('clinic-app');
    const { status, body } = await call(address, { token, body: READING });
    expect(status).toBe(200);
    expect(body).toMatchObject({ model: { name: MODEL, version: '1' }, scale: 'log-odds', method: 'additive' });
    const parts = Object.values(body.contributions as Record<string, number>);
    const value = parts.reduce((sum, part) => sum + part, body.base as number);
    expect(value).toBeCloseTo(body.value as number, 4);
    const { body: scored } = await story.score(READING);
    expect(1 / (1 + Math.exp(-(body.value as number)))).toBeCloseTo(scored.probability as number, 5);
    expect((await call(address, { token: await story.callers.token('dana-scientist'), body: READING })).status).toBe(
      403,
    );
    const input = join(story.mesh.place.home, 'reading.json');
    await writeFile(input, JSON.stringify(READING));
    const shown = await story.callers.mesh('explain', 'cardiology.heart-disease-risk', '--input', input);
    expect(shown).toMatchObject({ status: 0, stdout: expect.stringContaining('FEATURE') as string });
  }, 60_000);
});
