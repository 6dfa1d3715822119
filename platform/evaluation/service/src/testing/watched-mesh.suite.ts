import { randomUUID } from 'node:crypto';

import {
  CATALOG_ANNOUNCED_TOPIC,
  Courtesy,
  type Announcement,
  type DescribedWatch,
  type NewEvent,
  type ProductDescription,
  type Utilization,
} from '@mesh/events';
import { ModelRegistry, type ModelVersion } from '@mesh/models';
import { eventually, startServiceUnderTest, type Json, type ServiceUnderTest, type TestDatabase } from '@mesh/testing';
import { ScorerFactory } from '@mesh/runtime';
import { snapshotFromRows } from '@mesh/training';

import { Retraining } from '../actions/retraining.js';
import { NO_TRIALS, Trials } from '../actions/trials.js';
import { EvaluationModule } from '../evaluation.module.js';
import { EvaluationService } from '../evaluation.service.js';

export const MODEL = 'stroke-risk';
export const SCORED = 'neurology.stroke-risk.scored.v1';
export const OBSERVED = 'neurology.stroke-risk.observed.v1';

/** A watch over two inputs, with a small window. */
export const watch = (over: Partial<DescribedWatch> = {}): DescribedWatch => ({
  scored: {
    topic: SCORED,
    ...{ score: 'scoreId', person: 'patientId', at: 'scoredAt', probability: 'probability', version: 'modelVersion' },
  },
  observed: { topic: OBSERVED, outcome: 'outcome', at: 'observedAt', score: 'scoreId', person: 'patientId' },
  withinMs: 90 * 86_400_000,
  threshold: 0.5,
  window: { judged: 1_000, least: 20 },
  drift: { scores: 200, least: 50 },
  subgroups: [{ attribute: 'sex', field: 'sex', names: { 0: 'female', 1: 'male' } }],
  rules: [],
  ...over,
});

/** Numbers in [0, 1) that are the same each time. */
export function seeded(seed = 1): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

export interface Scored {
  readonly scoreId: string;
  readonly patientId: string;
  readonly scoredAt: string;
  readonly probability: number;
  readonly modelVersion: string;
  readonly age: number | null;
  readonly sex: number;
}

const random = seeded(7);
const learnt = snapshotFromRows(
  Array.from({ length: 300 }, (_, n) => ({
    age: 40 + Math.floor(random() * 40),
    sex: n % 2,
    stroke: n % 3 === 0 ? 1 : 0,
  })),
  { columns: ['age', 'sex'], label: 'stroke' },
);

/** Versions 1 to 3 learnt from 300 people of 40 to 79 years; the champion moves when told so. */
export class ChampionDouble {
  champion: string | undefined = '1';
  readonly promoted: string[] = [];

  async aliased() {
    return this.champion === undefined ? undefined : this.versionOf(this.champion);
  }

  async version(_: string, version: string) {
    return this.versionOf(version);
  }

  async artifact(sha256: string) {
    return sha256 === learnt.snapshot.sha256 ? learnt.bytes : new Uint8Array();
  }

  async promote(_: string, version: string) {
    this.promoted.push(version);
    this.champion = version;
    return this.versionOf(version);
  }

  private versionOf(version: string): ModelVersion {
    const { sha256 } = learnt.snapshot;
    const signature = { features: ['age', 'sex'] };
    return { model: MODEL, version, snapshot: { sha256 }, onnxSha256: 'none', signature } as unknown as ModelVersion;
  }
}

/** The evaluation on a real database and log, with the clock and the registry in the hands of the spec. */
export class WatchedMesh {
  readonly registry = new ChampionDouble();
  readonly retrained: { readonly model: string; readonly reason: string }[] = [];
  now = new Date('2026-03-01T08:00:00Z');
  /** How busy those are who go first. */
  busy: Utilization = () => 0;
  private service!: ServiceUnderTest;

  constructor(
    private readonly db: TestDatabase,
    private readonly trials: Trials = NO_TRIALS,
    private readonly scorers?: ScorerFactory,
  ) {}

  async start(): Promise<void> {
    const retraining = {
      request: async (_: unknown, asked: { model: string; reason: string }) => {
        this.retrained.push(asked);
        return `run-${this.retrained.length}`;
      },
      begin: async () => undefined,
    };
    const module = EvaluationModule.forRoot(
      { provide: Retraining, useFactory: () => retraining },
      {
        everyMs: 3_600_000,
        historyMs: 0,
        settleMs: 1_000,
        now: () => this.now,
        courtesy: new Courtesy(() => this.busy()),
      },
      { provide: Trials, useFactory: () => this.trials },
    );
    this.service = await startServiceUnderTest(module, this.db.database, [
      { provide: ModelRegistry, useValue: this.registry },
      ...(this.scorers === undefined ? [] : [{ provide: ScorerFactory, useValue: this.scorers }]),
    ]);
    for (const name of [SCORED, OBSERVED]) await this.service.log.declareTopic({ name });
  }

  close(): Promise<void> {
    return this.service.close();
  }

  get log() {
    return this.service.log;
  }

  async announce(described: DescribedWatch): Promise<void> {
    const product = {
      id: 'neurology.stroke-risk',
      models: [{ name: MODEL, features: ['age', 'sex'], watch: described }],
    } as unknown as ProductDescription;
    const at = this.now.toISOString();
    const data: Announcement = { state: 'alive', instance: 'one', at, address: 'http://127.0.0.1:1', product };
    await this.append(CATALOG_ANNOUNCED_TOPIC, [[product.id, data]]);
    await this.caughtUp(CATALOG_ANNOUNCED_TOPIC, 'evaluation-watches');
  }

  async score(scores: readonly Scored[]): Promise<void> {
    await this.append(
      SCORED,
      scores.map((score) => [score.patientId, score] as const),
    );
    await this.caughtUp(SCORED, 'evaluation');
  }

  async observe(outcomes: readonly object[]): Promise<void> {
    await this.append(
      OBSERVED,
      outcomes.map((outcome) => [randomUUID(), outcome] as const),
    );
    await this.caughtUp(OBSERVED, 'evaluation');
  }

  /** Measures now, and gives the report as it is read over HTTP. */
  async measured(): Promise<Json> {
    await this.service.app.get(EvaluationService, { strict: false }).measureAll();
    return this.get(`/evaluation/models/${MODEL}`);
  }

  later(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }

  async get(path: string): Promise<Json> {
    return (await this.call('GET', path)).json();
  }

  call(method: string, path: string, role = 'data-scientist'): Promise<Response> {
    return this.service.call(method, path, { role });
  }

  async events(topic: string): Promise<readonly Json[]> {
    const ranges = await this.service.log.ranges(topic);
    const read = await Promise.all(
      ranges.map(({ partition, earliest }) => this.service.log.read(topic, partition, earliest, 1_000)),
    );
    return read.flat().map(({ data }) => data);
  }

  private async append(topic: string, keyed: readonly (readonly [string, object])[]): Promise<void> {
    const time = this.now.toISOString();
    const events: NewEvent[] = keyed.map(([key, data]) => ({
      ...{ id: randomUUID(), source: 'urn:test', type: topic, time, key, data },
    }));
    if (events.length > 0) await this.service.log.append(topic, events);
  }

  private async caughtUp(topic: string, group: string): Promise<void> {
    await eventually(async () => (await this.service.log.lag(topic, group)) === 0, { timeoutMs: 10_000 });
  }
}

/** Scores of `n` people: the probability tells the outcome with a chance that falls with `noise` (0 to 1). */
export function people(
  n: number,
  { noise = 0.2, seed = 1, version = '1', age = 40, at = '2026-03-01T07:00:00Z' } = {},
): { readonly scores: readonly Scored[]; readonly outcomes: readonly Json[] } {
  const next = seeded(seed);
  const scores: Scored[] = [];
  const outcomes: Json[] = [];
  for (let i = 0; i < n; i++) {
    const outcome = next() < 0.4 ? 1 : 0;
    const told = next() < noise ? next() : outcome * 0.5 + next() * 0.5;
    const scoreId = randomUUID();
    scores.push({
      ...{ scoreId, patientId: `synthetic-${seed}-${i}`, scoredAt: at, modelVersion: version },
      ...{ probability: told, age: age + Math.floor(next() * 40), sex: i % 2 },
    });
    outcomes.push({ scoreId, outcome, observedAt: '2026-03-01T07:30:00Z' });
  }
  return { scores, outcomes };
}
