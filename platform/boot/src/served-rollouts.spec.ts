import { eventually } from '@mesh/testing';
import type { Measured, Scored } from './testing/forecast-product.js';
import { expectedAnswer, serveRolledOut, type RolledOut } from './testing/serve-rolled-out.suite.js';

const PATIENT = { timeoutMs: 15_000 };
const VERSIONS = [1, 2, 3, 4, 5];
const SWAPS = 50;
/** Enough for many calls between two promotions; 10,000 take minutes on a busy machine and pass as well. */
const CALLS = 2_000;
const CALLERS = 16;
const MEASURED = 'cardiology.forecast.measured.v1';
const SCORED = 'cardiology.forecast.scored.v1';

let mesh: RolledOut;
let next = 0;

const measured = (person: string): Measured => ({
  readingId: `r-${(next += 1)}`,
  person,
  age: 52,
  pulse: 71,
  takenAt: '2026-03-01T08:00:00.000Z',
});
const serving = (version: string) =>
  eventually(async () => {
    for (const service of [0, 1])
      expect((await mesh.score(service, measured('nobody-new'))).modelVersion).toBe(version);
  }, PATIENT);
const put = async (body: object) => {
  const answer = await mesh.control.call('PUT', '/models/forecast/rollout', { body });
  expect(answer.status).toBe(200);
};
const versionsFor = async (service: number, persons: readonly string[]): Promise<readonly string[]> => {
  const versions: string[] = [];
  for (const person of persons) versions.push((await mesh.score(service, measured(person))).modelVersion);
  return versions;
};

beforeAll(async () => {
  mesh = await serveRolledOut();
  for (const number of VERSIONS) await mesh.register(number);
  await mesh.registry.promote('forecast', '1', 'champion', 'somebody');
  await serving('1');
}, 60_000);
afterAll(() => mesh.close());

describe('given 50 promotions while calls come to two processes', () => {
  it('fails none, and every answer is that of the version it names', async () => {
    const expected = new Map<string, number>();
    for (const number of VERSIONS) expected.set(String(number), await expectedAnswer(number, measured('anybody')));
    expect(new Set(expected.values()).size).toBe(VERSIONS.length);
    const seen = new Map<string, number>();
    let [swaps, calls] = [0, 0];
    const call = async (service: number): Promise<void> => {
      while (swaps < SWAPS || calls < CALLS) {
        calls += 1;
        const { probability, modelVersion } = await mesh.score(service, measured(`person-${calls % 100}`));
        expect(Math.abs(probability - (expected.get(modelVersion) ?? NaN))).toBeLessThan(1e-6);
        seen.set(modelVersion, (seen.get(modelVersion) ?? 0) + 1);
      }
    };
    const load = Promise.all(Array.from({ length: CALLERS }, (_, nth) => call(nth % 2)));
    for (; swaps < SWAPS; swaps += 1) {
      const version = String(1 + ((swaps + 1) % VERSIONS.length));
      await mesh.registry.promote('forecast', version, 'champion', 'somebody');
      // Every fifth is waited for everywhere; the others come while the one before is still being loaded.
      if (swaps % 5 === 4) await serving(version);
    }
    await load;
    await serving('1');
    expect([...seen.keys()].sort()).toEqual(VERSIONS.map(String));
    expect(calls).toBeGreaterThanOrEqual(CALLS);
  }, 300_000);
});

describe('given a challenger with a share of the persons', () => {
  const persons = Array.from({ length: 60 }, (_, nth) => `patient-${nth}`);

  it('meets each person with one arm in all processes and on the stream, and is gone when it is taken back', async () => {
    await put({ challenger: '2', share: 0.5 });
    await eventually(async () => {
      for (const service of [0, 1]) expect(await versionsFor(service, persons)).toContain('2');
    }, PATIENT);
    const arms = await versionsFor(0, persons);
    expect(arms).toContain('1');
    expect(await versionsFor(1, persons)).toEqual(arms);
    const readings = persons.map(measured);
    const { log } = mesh.services[0]!;
    await log.append(
      MEASURED,
      readings.map((data) => ({
        id: data.readingId,
        source: '/bracelets/7',
        type: MEASURED,
        time: data.takenAt,
        key: data.person,
        data,
      })),
    );
    const streamed = new Map<string, Scored>();
    await eventually(async () => {
      for (const { partition, earliest } of await log.ranges(SCORED))
        for (const { data } of await log.read(SCORED, partition, earliest, 10_000))
          streamed.set((data as Scored).readingId, data as Scored);
      expect(readings.every(({ readingId }) => streamed.has(readingId))).toBe(true);
    }, PATIENT);
    const told = readings.map(({ readingId }) => streamed.get(readingId) as Scored);
    expect(told.map(({ modelVersion }) => modelVersion)).toEqual(arms);
    const right = new Map([
      ['1', await expectedAnswer(1, measured('anybody'))],
      ['2', await expectedAnswer(2, measured('anybody'))],
    ]);
    for (const { modelVersion, probability } of told) expect(probability).toBeCloseTo(right.get(modelVersion)!, 6);
    await eventually(async () => {
      const { results } = (await (await mesh.control.call('GET', '/models/forecast/rollout')).json()) as {
        results: { champion: { answered: number }; challenger: { answered: number } };
      };
      expect(results.challenger.answered).toBeGreaterThan(0);
      expect(results.champion.answered).toBeGreaterThan(0);
    }, PATIENT);
    await mesh.control.call('DELETE', '/models/forecast/rollout');
    await eventually(async () => {
      for (const service of [0, 1]) expect(await versionsFor(service, persons)).not.toContain('2');
    }, PATIENT);
  }, 60_000);

  it('is halted when no process can load it, and the champion answers all', async () => {
    const { onnxSha256, signature, ...rest } = (await mesh.registry.version('forecast', '3'))!;
    const { version: _, createdAt: __, status: ___, ...document } = rest;
    const turned = { ...signature, features: [...signature.features].reverse() };
    await mesh.registry.register({ ...document, onnxSha256, signature: turned, runId: 'run-turned' });
    await put({ challenger: '6', share: 1 });
    await eventually(async () => {
      const rollout = await mesh.registry.rollout('forecast');
      expect(rollout).toMatchObject({ state: 'halted', share: 0 });
    }, PATIENT);
    expect(new Set(await versionsFor(0, persons))).toEqual(new Set(['1']));
  }, 60_000);
});

describe('given a shadow', () => {
  it('is compared on what is answered, and never answers', async () => {
    await mesh.registry.promote('forecast', '4', 'shadow', 'somebody');
    await eventually(
      async () => {
        const versions = await versionsFor(0, ['a', 'b', 'c', 'd', 'e']);
        expect(new Set(versions)).toEqual(new Set(['1']));
        const { results } = (await (await mesh.control.call('GET', '/models/forecast/rollout')).json()) as {
          results: { shadow?: { compared: number; difference: { mean: number } } };
        };
        expect(results.shadow?.compared).toBeGreaterThan(0);
        const [shadow, champion] = [await expectedAnswer(4, measured('a')), await expectedAnswer(1, measured('a'))];
        expect(results.shadow?.difference.mean).toBeCloseTo(shadow - champion, 5);
      },
      { ...PATIENT, everyMs: 50 },
    );
  }, 60_000);
});
