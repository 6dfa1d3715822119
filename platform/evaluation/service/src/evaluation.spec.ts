import { rocAuc } from '@mesh/evaluation';
import { eventually, startTestDatabase, type Json, type TestDatabase } from '@mesh/testing';
import { MODEL, people, WatchedMesh, watch } from './testing/watched-mesh.suite.js';

describe('given a model whose outcomes arrive late', () => {
  let db: TestDatabase;
  let mesh: WatchedMesh;

  beforeEach(async () => {
    db = await startTestDatabase();
    mesh = new WatchedMesh(db);
    await mesh.start();
    await mesh.announce(watch());
  });

  afterEach(async () => {
    await mesh.close();
    await db.close();
  });

  it('measures the scores whose outcome is known, as the pure functions do', async () => {
    const { scores, outcomes } = people(200);
    await mesh.score(scores);
    await mesh.observe(outcomes.slice(0, 120));
    const report = await mesh.measured();
    const expected = rocAuc(
      outcomes.slice(0, 120).map(({ outcome }) => outcome),
      scores.slice(0, 120).map(({ probability }) => Math.fround(probability)),
    );
    expect(report).toMatchObject({ version: '1', serving: 'serving', judged: { n: 120, least: 20, window: 1_000 } });
    expect(report.performance.rocAuc.value).toBeCloseTo(expected.value, 12);
    expect(report.performance.rocAuc.low).toBeCloseTo(expected.low, 12);
    for (const figure of ['rocAuc', 'prAuc', 'brier', 'calibrationError', 'sensitivity', 'specificity']) {
      const { value, low, high } = report.performance[figure];
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
    }
    expect(report.subgroups.map(({ attribute, value, n }: Json) => [attribute, value, n])).toEqual([
      ['sex', 'female', 60],
      ['sex', 'male', 60],
    ]);
  });

  it('joins outcomes that come before their scores, and each outcome and score once', async () => {
    const { scores, outcomes } = people(60);
    await mesh.observe([...outcomes, ...outcomes.slice(0, 10)]);
    await mesh.score(scores);
    await mesh.observe(outcomes.slice(0, 30));
    expect((await mesh.measured()).judged.n).toBe(60);
  });

  it('gives the outcome of a person to their newest score before it', async () => {
    const { scores } = people(25, { at: '2026-03-01T05:00:00Z' });
    const earlier = scores.map((score, n) => ({
      ...score,
      scoreId: `earlier-${n}`,
      scoredAt: '2026-02-01T05:00:00Z',
      probability: 0.99,
    }));
    const after = scores.map((score, n) => ({
      ...score,
      scoreId: `after-${n}`,
      scoredAt: '2026-03-01T07:45:00Z',
      probability: 0.98,
    }));
    await mesh.score([...after, ...scores, ...earlier].map((score) => ({ ...score, patientId: score.patientId })));
    await mesh.observe(
      scores.map(({ patientId, probability }) => ({
        ...{ patientId, outcome: probability > 0.5 ? 1 : 0, observedAt: '2026-03-01T07:30:00Z' },
      })),
    );
    expect((await mesh.measured()).judged.n).toBe(0);
    mesh.later(1_001);
    const { judged, performance } = await mesh.measured();
    expect(judged.n).toBe(25);
    expect(performance.rocAuc.value).toBe(1);
  });

  it('goes on after a restart with what it knew, and hears nothing twice', async () => {
    const { scores, outcomes } = people(150);
    await mesh.score(scores);
    await mesh.observe(outcomes.slice(0, 80));
    const before = await mesh.measured();
    await mesh.close();
    await mesh.start();
    const after = await mesh.measured();
    expect(after.performance).toEqual(before.performance);
    expect(after.drift).toEqual(before.drift);
    await mesh.observe(outcomes.slice(80));
    expect((await mesh.measured()).judged.n).toBe(150);
  });

  it('keeps to the newest scores of its window', async () => {
    await mesh.announce(watch({ window: { judged: 50, least: 20 } }));
    const { scores, outcomes } = people(130);
    await mesh.score(scores);
    await mesh.observe(outcomes);
    expect((await mesh.measured()).judged.n).toBe(50);
  });

  it('asks before each batch whether somebody goes first, and is late then, not wrong', async () => {
    let asked = 0;
    // First a burst of calls, then callers who leave some time.
    mesh.busy = () => ((asked += 1) <= 5 ? 0.9 : 0.25);
    const { scores, outcomes } = people(40);
    await mesh.score(scores);
    await mesh.observe(outcomes);
    expect((await mesh.measured()).judged.n).toBe(40);
    expect(asked).toBeGreaterThan(6);
  });

  it('leaves scores in the log while a burst of calls lasts, and takes them then', async () => {
    let [asked, busy] = [0, 1];
    mesh.busy = () => {
      asked += 1;
      return busy;
    };
    const kept = () => db.database.query('SELECT count(*)::int AS scores FROM evaluation.score');
    const taken = mesh.score(people(40).scores);
    await eventually(() => expect(asked).toBeGreaterThan(10), { timeoutMs: 20_000 });
    expect(await kept()).toEqual([{ scores: 0 }]);
    busy = 0;
    await taken;
    expect(await kept()).toEqual([{ scores: 40 }]);
  });

  it('keeps nobody by name', async () => {
    const { scores, outcomes } = people(30);
    await mesh.score(scores);
    await mesh.observe(outcomes.map((outcome, n) => ({ ...outcome, patientId: scores[n]!.patientId })));
    await mesh.measured();
    for (const table of ['score', 'waiting', 'judged', 'sketch', 'measured', 'action', 'model']) {
      const rows = await db.database.query(`SELECT row_to_json(t) AS kept FROM evaluation.${table} t`);
      expect(JSON.stringify(rows)).not.toContain('synthetic-');
    }
  });

  it('says of a model that nobody watches that it is not watched', async () => {
    const answer = await mesh.call('GET', '/evaluation/models/unheard-of');
    expect([answer.status, ((await answer.json()) as Json).code]).toEqual([404, 'WATCH.MODEL_UNWATCHED']);
    const wrong = await mesh.call('GET', `/evaluation/models/${MODEL}/actions?limit=0`);
    expect([wrong.status, ((await wrong.json()) as Json).code]).toEqual([422, 'WATCH.QUERY_INVALID']);
  });

  it('pages its history from the newest line on', async () => {
    const { scores, outcomes } = people(100);
    await mesh.score(scores);
    for (const from of [0, 30, 60]) {
      await mesh.observe(outcomes.slice(from, from + 30));
      mesh.later(1_000);
      await mesh.measured();
    }
    const first = await mesh.get(`/evaluation/models/${MODEL}/history?limit=2`);
    expect(first.lines.map(({ judged }: Json) => judged)).toEqual([90, 60]);
    const rest = await mesh.get(`/evaluation/models/${MODEL}/history?limit=2&cursor=${first.nextCursor}`);
    expect(rest.lines.map(({ judged }: Json) => judged)).toEqual([30]);
    expect(rest.nextCursor).toBeUndefined();
  });
});
