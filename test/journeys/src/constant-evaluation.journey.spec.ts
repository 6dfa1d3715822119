import { eventually } from '@mesh/testing';
import { WatchedStrokeRisk } from './constant-evaluation/watched-stroke-risk.js';

/** Numbers in [0, 1) that are the same each time. */
function seeded(): () => number {
  let state = 11;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const READING = { pressure: 150, pulse: 80 };

describe('given a watched model in a mesh that nobody looks after', () => {
  let story: WatchedStrokeRisk;

  beforeAll(async () => {
    story = await WatchedStrokeRisk.start(seeded());
    await story.teach(400);
    // Rows land in the lake within seconds; the first version is trained by hand.
    await story.evaluation(() => true);
    await story.promote(await firstVersion());
    await eventually(() => story.score(READING), { timeoutMs: 30_000 });
  }, 180_000);

  const firstVersion = async (): Promise<string> => {
    for (;;) {
      const version = await story.train();
      if (version !== undefined) return version;
    }
  };

  afterAll(() => story.dispose(), 60_000);

  it('answers with the accuracy that outcomes show, once enough are known', async () => {
    await story.live(300, 'high');
    const { performance, drift, raised } = await story.evaluation(({ judged }) => judged.n === 300);
    expect(performance?.rocAuc?.value).toBeGreaterThan(0.85);
    expect(drift?.inputs.map(({ drifted }) => drifted)).toEqual([false, false]);
    expect(raised).toEqual([]);
    const accuracy = performance?.rocAuc?.value;
    await eventually(async () => expect(await story.score(READING)).toMatchObject({ accuracy, accuracyOfCases: 300 }), {
      timeoutMs: 20_000,
      everyMs: 250,
    });
  }, 120_000);

  it('keeps what it knew when it is killed', async () => {
    await story.killAndStart();
    const { performance } = await story.evaluation(({ judged }) => judged.n === 300);
    expect(performance?.rocAuc?.n).toBe(300);
  }, 120_000);

  it('notices a drift and a loss of accuracy, learns from the new outcomes, and recovers', async () => {
    const before = (await story.model()).aliases.champion;
    await story.live(1_200, 'low', 170);
    const retraining = await story.retrained(before);
    const rules = (await story.actions()).filter(({ state, version }) => state === 'raised' && version === before);
    expect([...new Set(rules.map(({ rule }) => rule))].sort()).toEqual(['accuracy', 'inputs', 'recovery']);
    expect(await story.ended(retraining)).toMatchObject({ state: 'completed', reason: 'accuracy' });
    // The people of tomorrow are those of today: whichever version came of it, it does well on them.
    const recovered = await eventually(
      async () => {
        await story.live(200, 'low', 170);
        const now = await story.evaluation(() => true);
        expect(now.version).not.toBe(before);
        expect(now.performance?.rocAuc?.value).toBeGreaterThan(0.8);
        return now;
      },
      { timeoutMs: 200_000 },
    );
    expect(recovered.raised).not.toContain('accuracy');
  }, 300_000);

  it('refuses what was learned from outcomes that mean nothing', async () => {
    const known = (await story.model()).versions.length;
    await eventually(
      async () => {
        await story.live(400, 'none', 170);
        const { aliases, versions } = await story.model();
        const [newest] = versions;
        expect(versions.length).toBeGreaterThan(known);
        expect(newest).toMatchObject({ author: 'urn:mesh:platform:evaluation', status: 'ready' });
        expect(newest!.gates?.some(({ passed }) => !passed)).toBe(true);
        expect(aliases.champion).not.toBe(newest!.version);
      },
      { timeoutMs: 300_000 },
    );
  }, 360_000);
});
