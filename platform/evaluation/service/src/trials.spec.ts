import type { Database } from '@mesh/database';
import type { JudgedScore, ModelVersion } from '@mesh/models';
import type { ScorerFactory } from '@mesh/runtime';
import { eventually, startTestDatabase, type TestDatabase } from '@mesh/testing';

import type { Trials } from './actions/trials.js';
import { MODEL, people, WatchedMesh, watch } from './testing/watched-mesh.suite.js';

/** Keeps what it is told in a table, in the transaction that it is handed. */
class TrialInTable implements Trials {
  shadow: string | undefined;
  failures = 0;
  conducted = 0;

  constructor(private readonly database: Database) {}

  async begin(): Promise<void> {
    await this.database.query('CREATE TABLE told (model text, score jsonb)');
  }

  async shadowOf() {
    return this.shadow;
  }

  async judged(transaction: Database, model: string, scores: readonly JudgedScore[]) {
    await transaction.query('INSERT INTO told SELECT $1, unnest($2::jsonb[])', [
      model,
      scores.map((score) => JSON.stringify(score)),
    ]);
    if (this.failures-- > 0) throw new Error('the process dies before the commit');
  }

  async conduct() {
    this.conducted += 1;
  }

  async told(): Promise<readonly JudgedScore[]> {
    const rows = await this.database.query<{ score: JudgedScore }>('SELECT score FROM told WHERE model = $1', [MODEL]);
    return rows.map(({ score }) => score);
  }
}

/** Says of everybody their age in hundredths, and of who has none a tenth. */
const byAge: ScorerFactory = {
  create: (model) => {
    let current: ModelVersion | undefined;
    return {
      model,
      get current() {
        return current;
      },
      score: () => Promise.reject(new Error('rows come in batches here')),
      scoreMany: async (rows) =>
        Float32Array.from({ length: rows.length / 2 }, (_, n) =>
          Number.isNaN(rows[2 * n]) ? 0.1 : rows[2 * n]! / 100,
        ),
      swap: async (version) => {
        current = version;
      },
      close: async () => undefined,
    };
  },
};

describe('given trials that hear of outcomes', () => {
  let db: TestDatabase;
  let mesh: WatchedMesh;
  let trials: TrialInTable;

  beforeEach(async () => {
    db = await startTestDatabase();
    trials = new TrialInTable(db.database);
    await trials.begin();
    mesh = new WatchedMesh(db, trials, byAge);
    await mesh.start();
    await mesh.announce(watch());
  });

  afterEach(async () => {
    await mesh.close();
    await db.close();
  });

  it('tells each judged score once, whichever came first and however often', async () => {
    const { scores, outcomes } = people(40);
    await mesh.observe(outcomes.slice(0, 10));
    await mesh.score(scores);
    await mesh.observe(outcomes);
    await mesh.observe(outcomes.slice(5, 15));
    const told = await trials.told();
    expect(told).toHaveLength(40);
    expect(new Set(told.map(({ scoreId }) => scoreId))).toEqual(new Set(scores.map(({ scoreId }) => scoreId)));
    const [first] = scores;
    expect(told.find(({ scoreId }) => scoreId === first!.scoreId)).toEqual({
      scoreId: first!.scoreId,
      version: '1',
      probability: expect.closeTo(first!.probability, 6) as number,
      outcome: outcomes[0]!.outcome,
      scoredAt: '2026-03-01T07:00:00.000Z',
    });
  });

  it('tells of the outcome of a person as well', async () => {
    const { scores } = people(3);
    await mesh.score(scores);
    const { patientId, scoreId } = scores[1]!;
    await mesh.observe([{ patientId, outcome: 1, observedAt: '2026-03-01T07:30:00Z' }]);
    mesh.later(1_001);
    await mesh.measured();
    expect(await trials.told()).toMatchObject([{ scoreId, outcome: 1 }]);
  });

  it('loses nothing and tells nothing twice when it dies on the way', async () => {
    const { scores, outcomes } = people(30);
    await mesh.score(scores);
    trials.failures = 2;
    await mesh.observe(outcomes);
    expect(await trials.told()).toHaveLength(30);
    // It ends between the commit and the look, and begins again.
    const before = trials.conducted;
    await mesh.close();
    await mesh.start();
    await mesh.measured();
    expect(trials.conducted).toBe(before + 1);
    await mesh.observe(outcomes);
    expect(await trials.told()).toHaveLength(30);
  });

  it('tells what a version that only listens says of the same rows', async () => {
    trials.shadow = '2';
    const { scores, outcomes } = people(20);
    await mesh.score(scores.map((score, n) => (n === 0 ? { ...score, age: null } : score)));
    trials.shadow = undefined;
    const later = people(5, { seed: 2 });
    await mesh.score(later.scores);
    await mesh.observe([...outcomes, ...later.outcomes]);
    const told = await trials.told();
    const saidOf = (scoreId: string) => told.find((score) => score.scoreId === scoreId)?.shadow;
    expect(told.filter(({ shadow }) => shadow !== undefined)).toHaveLength(20);
    expect(saidOf(scores[0]!.scoreId)).toEqual({ version: '2', probability: expect.closeTo(0.1, 6) as number });
    for (const { scoreId, age } of scores.slice(1))
      expect(saidOf(scoreId)).toEqual({ version: '2', probability: expect.closeTo(age! / 100, 6) as number });
  });

  it('goes on joining when the shadow cannot be asked', async () => {
    trials.shadow = '2';
    mesh.registry.version = () => Promise.reject(new Error('away'));
    const { scores, outcomes } = people(10);
    await mesh.score(scores);
    await mesh.observe(outcomes);
    await eventually(async () => expect(await trials.told()).toHaveLength(10));
    expect((await trials.told()).some(({ shadow }) => shadow !== undefined)).toBe(false);
  });
});
