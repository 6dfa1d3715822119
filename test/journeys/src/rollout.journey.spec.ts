import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '@mesh/testing';
import { ALARMING_READING, READING } from './support/heart-documents.js';
import { call } from './support/http-door.js';
import { BEGIN_TIMEOUT_MS, startMeshForStory, type RunningMesh } from './support/running-mesh.js';

const MODEL = 'heart-disease-risk';
const PATIENT = { timeoutMs: 60_000, everyMs: 250 };
const PATIENTS = 48;

/** What the story looks at of a rollout. */
interface Shown {
  readonly state: string;
  readonly share: number;
  readonly reason?: string;
  readonly step?: { readonly number: number };
  readonly results: {
    readonly champion: { readonly outcomes: number };
    readonly challenger: { readonly outcomes: number };
    readonly difference?: { readonly low: number; readonly high: number };
    readonly shadow?: {
      readonly compared: number;
      readonly outcomes: number;
      readonly meanLoss?: number;
      readonly lossDifference?: { readonly mean: number | null; readonly low: number | null };
    };
  };
}

describe('given a new version of which nobody knows yet how it does in earnest', () => {
  let story: RunningMesh;

  beforeAll(async () => {
    story = await startMeshForStory();
    const trained = await story.callers.mesh('train', MODEL, '--param', 'l2=5', '--wait', '--json');
    expect(JSON.parse(trained.stdout)).toMatchObject({ state: 'completed', version: '2' });
  }, BEGIN_TIMEOUT_MS * 2);

  afterAll(() => story.mesh.dispose(), 60_000);

  const rollout = async (...options: string[]): Promise<Shown> => {
    const { status, stdout, stderr } = await story.callers.mesh('rollout', MODEL, ...options, '--json');
    expect([status, stderr]).toEqual([0, '']);
    return JSON.parse(stdout) as Shown;
  };
  const standing = async (): Promise<Shown> =>
    (await story.ask(`/models/${MODEL}/rollout`, 'dana-scientist')).body as unknown as Shown;
  const scored = async (patientId: string, reading: object = READING) => {
    const { status, body } = await story.score({ ...reading, patientId });
    expect(status).toBe(200);
    return { scoreId: String(body.scoreId), version: (body.model as { version: string }).version };
  };
  const versionFor = async (patientId: string): Promise<string> => (await scored(patientId)).version;
  const patients = Array.from({ length: 24 }, (_, nth) => `rolled-${nth}`);
  const versions = async () => {
    const met: string[] = [];
    for (const patient of patients) met.push(await versionFor(patient));
    return met;
  };
  /** Patients are scored and it is told over the product's own port what became of them; nobody tells the rollout. */
  const live = async (outcomeOf: (version: string) => 0 | 1): Promise<void> => {
    const token = await story.callers.token('clinic-app');
    for (let nth = 0; nth < PATIENTS; nth += 1) {
      const { scoreId, version } = await scored(`lived-${nth}`, { ...ALARMING_READING, age: 50 + (nth % 20) });
      const body = { scoreId, outcome: outcomeOf(version), observedAt: new Date().toISOString() };
      const { status } = await call(`${story.mesh.address(1)}/${MODEL}/v1/outcomes`, { token, body });
      expect(status).toBe(200);
    }
  };

  it('listens first, and what came true of those it listened to says how it would have done', async () => {
    await rollout('--shadow', '2');
    await eventually(async () => {
      expect(await versionFor('listened-to')).toBe('1');
      expect((await standing()).results.shadow?.compared).toBeGreaterThan(0);
    }, PATIENT);
    await live(() => 1);
    const { shadow } = await eventually(async () => {
      const { results } = await standing();
      expect(results.shadow?.outcomes).toBe(PATIENTS);
      return results;
    }, PATIENT);
    expect(shadow?.meanLoss).toBeLessThan(0.25);
    expect(shadow?.lossDifference?.low).toBeLessThanOrEqual(shadow?.lossDifference?.mean as number);
  }, 180_000);

  it('answers a share of the patients, each always by the same version, and is taken back', async () => {
    await rollout('--challenger', '2', '--share', '0.5');
    await eventually(async () => expect(await versions()).toContain('2'), PATIENT);
    const met = await versions();
    expect(new Set(met)).toEqual(new Set(['1', '2']));
    expect(await versions()).toEqual(met);
    expect(await rollout('--end')).toMatchObject({ state: 'ended', share: 0 });
    await eventually(async () => expect(new Set(await versions())).toEqual(new Set(['1'])), PATIENT);
  }, 180_000);

  const RAMP = ['--challenger', '2', '--ramp', '0.5,0.6', '--answers', '5', '--outcomes', '8', '--tolerance', '0.1'];
  const begun = async (): Promise<void> => {
    await rollout(...RAMP);
    await eventually(async () => expect(await versions()).toContain('2'), PATIENT);
  };

  it('goes on step by step while what comes true agrees with it, without a hand', async () => {
    await begun();
    // Answers alone do not move it.
    expect(await standing()).toMatchObject({ state: 'running', step: { number: 0 } });
    await eventually(async () => {
      await live(() => 1);
      expect(await standing()).toMatchObject({ state: 'finished', share: 0.6, step: { number: 1 } });
    }, PATIENT);
    expect(await rollout('--end')).toMatchObject({ state: 'ended', share: 0 });
  }, 180_000);

  it('is halted by what comes true against it, without a hand', async () => {
    await begun();
    await eventually(async () => {
      // Whom the new version calls ill is well, and whom the old one calls ill is ill.
      await live((version) => (version === '2' ? 0 : 1));
      expect(await standing()).toMatchObject({ state: 'halted', share: 0 });
    }, PATIENT);
    const { reason, results } = await standing();
    expect(reason).toContain('loss');
    expect(results.difference?.low).toBeGreaterThan(0.1);
    await eventually(async () => expect(new Set(await versions())).toEqual(new Set(['1'])), PATIENT);
  }, 180_000);

  it('says why a patient has the risk, to who may see it', async () => {
    const address = `${story.mesh.address(1)}/heart-disease-risk/v1/explanations`;
    const token = await story.callers.token('clinic-app');
    const { status, body } = await call(address, { token, body: READING });
    expect(status).toBe(200);
    expect(body).toMatchObject({ model: { name: MODEL, version: '1' }, scale: 'log-odds', method: 'additive' });
    const parts = Object.values(body.contributions as Record<string, number>);
    const value = parts.reduce((sum, part) => sum + part, body.base as number);
    expect(value).toBeCloseTo(body.value as number, 4);
    const { body: answered } = await story.score(READING);
    expect(1 / (1 + Math.exp(-(body.value as number)))).toBeCloseTo(answered.probability as number, 5);
    expect((await call(address, { token: await story.callers.token('dana-scientist'), body: READING })).status).toBe(
      403,
    );
    const input = join(story.mesh.place.home, 'reading.json');
    await writeFile(input, JSON.stringify(READING));
    const shown = await story.callers.mesh('explain', 'cardiology.heart-disease-risk', '--input', input);
    expect(shown).toMatchObject({ status: 0, stdout: expect.stringContaining('FEATURE') as string });
  }, 60_000);
});
