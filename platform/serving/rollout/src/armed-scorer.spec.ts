import { eventually } from '@mesh/testing';
import { ArmedScorer, isChallenged } from './index.js';
import { SteadyScorer, versionOf } from './testing/steady-scorer.js';

const ROW = [1, 2];
const PEOPLE = Array.from({ length: 2_000 }, (_, nth) => `person-${nth}`);
const TRIAL = { trial: 't-1', salt: 'salt' };

let engines: SteadyScorer[];
let scorer: ArmedScorer;

const engineOf = (version: string) => engines.find(({ current }) => current?.version === version) as SteadyScorer;
const load = (version: string) => scorer.load(versionOf(version), new Uint8Array());
const countsOf = () => {
  const [counts, ...others] = scorer.takeCounts();
  expect(others).toEqual([]);
  return counts;
};

beforeEach(async () => {
  engines = [];
  scorer = new ArmedScorer(
    () => {
      const engine = new SteadyScorer();
      engines.push(engine);
      return engine;
    },
    { capacity: 64 },
  );
  await scorer.swap(versionOf('10'), new Uint8Array());
});
afterEach(() => scorer.close());

describe('given a challenger with a share', () => {
  it('answers each person by the same arm every time, one by one and in batches', async () => {
    await scorer.arm({ ...TRIAL, share: 0.3, challenger: await load('20') });
    const arms = new Map<string, string>();
    for (const person of PEOPLE) {
      const { answer, version } = await scorer.score(ROW, person);
      expect(answer).toBe(Number(version.version) / 100);
      arms.set(person, version.version);
    }
    const challenged = [...arms.values()].filter((version) => version === '20').length;
    expect(challenged / PEOPLE.length).toBeGreaterThan(0.26);
    expect(challenged / PEOPLE.length).toBeLessThan(0.34);
    const entities = PEOPLE.slice(0, 100);
    const batch = await scorer.scoreBatch({ rows: new Float32Array(200).fill(1), entities });
    expect(batch.versions.map(({ version }) => version)).toEqual(entities.map((person) => arms.get(person)));
    batch.answers.forEach((answer, nth) => expect(answer).toBeCloseTo(Number(batch.versions[nth]?.version) / 100, 6));
    expect(countsOf()).toMatchObject({ trial: 't-1', champion: { failed: 0 }, challenger: { failed: 0 } });
  });

  it('keeps whom it had when the share grows, and has others with another salt', () => {
    const had = PEOPLE.filter((person) => isChallenged('one', person, 0.1));
    expect(had.every((person) => isChallenged('one', person, 0.2))).toBe(true);
    const again = had.filter((person) => isChallenged('two', person, 0.1));
    expect(again.length).toBeLessThan(had.length / 2);
    expect(PEOPLE.some((person) => isChallenged('one', person, 0))).toBe(false);
    expect(PEOPLE.every((person) => isChallenged('one', person, 1))).toBe(true);
  });

  it('lets the champion answer who is nobody', async () => {
    await scorer.arm({ ...TRIAL, share: 1, challenger: await load('20') });
    expect((await scorer.score(ROW)).version.version).toBe('10');
    const { versions } = await scorer.scoreBatch({ rows: new Float32Array(4), entities: [undefined, 'somebody'] });
    expect(versions.map(({ version }) => version)).toEqual(['10', '20']);
  });

  it('lets the champion answer what the challenger cannot, and counts it', async () => {
    await scorer.arm({ ...TRIAL, share: 1, challenger: await load('20') });
    engineOf('20').fails = true;
    expect((await scorer.score(ROW, 'somebody')).version.version).toBe('10');
    const { versions } = await scorer.scoreBatch({ rows: new Float32Array(4), entities: ['a', 'b'] });
    expect(versions.map(({ version }) => version)).toEqual(['10', '10']);
    expect(countsOf()).toMatchObject({
      champion: { answered: 3, failed: 0 },
      challenger: { answered: 0, failed: 3 },
    });
  });

  it('is gone with the next row when it is taken back, and its last counts are told', async () => {
    await scorer.arm({ ...TRIAL, share: 1, challenger: await load('20') });
    await scorer.score(ROW, 'somebody');
    await scorer.arm(undefined);
    expect((await scorer.score(ROW, 'somebody')).version.version).toBe('10');
    expect(engineOf('20').isClosed).toBe(true);
    expect(countsOf()).toMatchObject({ trial: 't-1', challenger: { answered: 1 } });
    expect(scorer.takeCounts()).toEqual([]);
  });
});

describe('given a shadow', () => {
  it('scores what was answered, and nobody is answered by it', async () => {
    await scorer.arm({ ...TRIAL, share: 0, shadow: await load('15') });
    for (const person of PEOPLE.slice(0, 40)) expect((await scorer.score(ROW, person)).version.version).toBe('10');
    await eventually(() => expect(engineOf('15').runs.reduce((sum, rows) => sum + rows, 0)).toBe(40));
    const counts = countsOf();
    expect(counts).toMatchObject({ shadowVersion: '15', shadow: { compared: 40, dropped: 0, failed: 0 } });
    expect(counts?.shadow.differences).toBeCloseTo(40 * 0.05, 5);
    expect(counts?.shadow.squares).toBeCloseTo(40 * 0.05 ** 2, 5);
  });

  it('drops and counts what it cannot keep up with', async () => {
    await scorer.arm({ ...TRIAL, share: 0, shadow: await load('15') });
    const rows = new Float32Array(400);
    await scorer.scoreBatch({ rows, entities: Array.from({ length: 200 }, () => undefined) });
    const heard = () => engineOf('15').runs.reduce((sum, count) => sum + count, 0);
    await eventually(() => expect(heard()).toBe(64));
    await scorer.arm(undefined);
    expect(countsOf()).toMatchObject({ champion: { answered: 200 }, shadow: { compared: 64, dropped: 136 } });
  });

  it('may fail without anybody noticing but the counts', async () => {
    await scorer.arm({ ...TRIAL, share: 0, shadow: await load('15') });
    engineOf('15').fails = true;
    await scorer.score(ROW, 'somebody');
    await eventually(() => expect(engineOf('15').runs).toHaveLength(1));
    expect(countsOf()).toMatchObject({ champion: { answered: 1 }, shadow: { compared: 0, failed: 1 } });
  });
});
