import { eventually } from '@mesh/testing';
import { WatchedStrokeRisk } from './constant-evaluation/watched-stroke-risk.js';

/** Numbers in [0, 1) that are the same each time. */
function seeded(): () => number {
  let state = 17;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const READING = { pressure: 150, pulse: 80 };
const PATIENT = { timeoutMs: 60_000, everyMs: 250 };

describe('given a rule that stops a version when an input is no longer measured', () => {
  let story: WatchedStrokeRisk;
  const versions: string[] = [];

  beforeAll(async () => {
    story = await WatchedStrokeRisk.start(seeded());
    await story.teach(400);
    for (let known = 0; known < 2; known = versions.length) {
      const version = await story.train();
      if (version !== undefined) versions.push(version);
    }
    await story.promote(versions[0]!);
    await answersWith(versions[0]!);
  }, 240_000);

  afterAll(() => story.dispose(), 60_000);

  const answersWith = (version: string) =>
    eventually(async () => {
      const { status, body } = await story.asked(READING);
      expect([status, body.modelVersion]).toEqual([200, version]);
    }, PATIENT);
  const becomesStopped = async (version: string) => {
    await eventually(async () => {
      await story.withoutPulse(100);
      const { status, body, headers } = await story.asked(READING);
      expect([status, body.code]).toEqual([503, 'SERVING.MODEL_STOPPED']);
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect(body).toMatchObject({ status: 503, title: expect.any(String), detail: expect.any(String) });
    }, PATIENT);
    const { raised, version: judged } = await story.evaluation(({ serving }) => serving === 'stopped');
    expect([judged, raised]).toEqual([version, expect.arrayContaining(['unmeasured'])]);
    expect(await story.actions()).toContainEqual(
      expect.objectContaining({ rule: 'unmeasured', action: 'stop', state: 'raised', version }),
    );
  };

  it('answers the documented problem instead of a score, until another version is promoted', async () => {
    await becomesStopped(versions[0]!);
    await story.promote(versions[1]!);
    await answersWith(versions[1]!);
  }, 180_000);

  it('lets an operator bring the stopped version back', async () => {
    await becomesStopped(versions[1]!);
    const resumed = await story.resume();
    expect([resumed.status, resumed.body]).toEqual([200, expect.objectContaining({ serving: 'serving' })]);
    await answersWith(versions[1]!);
    // The rule stays set off until its measure comes back, so it does not stop the version again at once.
    await story.evaluation(({ serving, raised }) => serving === 'serving' && raised.includes('unmeasured'));
    await answersWith(versions[1]!);
  }, 180_000);
});
