import type { ModelVersion } from '@mesh/models';
import type { Score, Scorer } from '@mesh/serving';
import { ArmsTally, type ArmsCounts } from './arms-tally.js';
import { ShadowQueue, type ShadowQueueSettings } from './shadow-queue.js';
import { StandingTrial, type Arms, type Batch, type BatchScores } from './standing-trial.js';

/** What the arms of one trial did. */
export interface TrialCounts extends ArmsCounts {
  readonly trial: string;
  /** Of whom the shadow's counts are. */
  readonly shadowVersion?: string;
}

/** Reports that wait to be told. */
const MOST_UNTOLD = 64;

/**
 * The scorer of a model with its arms: the champion, beside it a challenger that answers for its share of the entities,
 * and a shadow that scores what was answered. What the challenger cannot answer, the champion does.
 */
export class ArmedScorer implements Scorer {
  #trial: StandingTrial | undefined;
  #untold: readonly TrialCounts[] = [];
  private readonly champion: Scorer;

  /** `make` gives an empty scorer for the model, one for each arm. */
  constructor(
    private readonly make: () => Scorer,
    private readonly shadowSettings: ShadowQueueSettings = {},
  ) {
    this.champion = make();
  }

  get model(): string {
    return this.champion.model;
  }

  /** The champion's version. */
  get current(): ModelVersion | undefined {
    return this.champion.current;
  }

  get arms(): Arms | undefined {
    return this.#trial?.arms;
  }

  /** Hands over what the arms did since the last time, trial by trial. */
  takeCounts(): readonly TrialCounts[] {
    const counts = this.#trial && countsOf(this.#trial);
    const all = [...this.#untold, ...(counts === undefined ? [] : [counts])];
    this.#untold = [];
    return all;
  }

  /** Takes counts back that could not be told; of many, the oldest are lost. */
  giveBack(counts: readonly TrialCounts[]): void {
    this.#untold = [...counts, ...this.#untold].slice(-MOST_UNTOLD);
  }

  /** Without an entity the champion answers: there is nobody who would have to meet the same arm again. */
  score(row: ArrayLike<number>, entity?: string): Promise<Score> {
    return this.#trial === undefined ? this.champion.score(row) : this.#trial.score(row, entity);
  }

  /** The version that answers for an entity; undefined before the first is loaded. */
  versionFor(entity?: string): ModelVersion | undefined {
    return this.#trial?.versionFor(entity) ?? this.champion.current;
  }

  /** By the champion alone. */
  scoreMany(rows: Float32Array): Promise<Float32Array> {
    return this.champion.scoreMany(rows);
  }

  /** Scores a batch, each row by its entity's arm. Throws SERVING.*. */
  async scoreBatch(batch: Batch): Promise<BatchScores> {
    if (this.#trial !== undefined) return this.#trial.scoreBatch(batch);
    // The engine takes its version in the same turn, so that it is this one.
    const version = this.champion.current as ModelVersion;
    const answers = await this.champion.scoreMany(batch.rows);
    return { answers, versions: batch.entities.map(() => version) };
  }

  swap(version: ModelVersion, onnx: Uint8Array): Promise<void> {
    return this.champion.swap(version, onnx);
  }

  /** A version in a scorer of its own, warm and ready to be an arm. Throws SERVING.*. */
  async load(version: ModelVersion, onnx: Uint8Array): Promise<Scorer> {
    const arm = this.make();
    try {
      await arm.swap(version, onnx);
      return arm;
    } catch (error) {
      await arm.close();
      throw error;
    }
  }

  /** Takes these arms from the next row on; those before finish what they have in hand and are closed. */
  async arm(arms: Arms | undefined): Promise<void> {
    const before = this.#trial;
    this.#trial = arms && this.standing(arms, before);
    if (before?.arms.challenger !== arms?.challenger) await before?.arms.challenger?.close();
    if (before?.shadow !== this.#trial?.shadow) await before?.shadow?.close();
    const counts = before && before.tally !== this.#trial?.tally ? countsOf(before) : undefined;
    if (counts !== undefined) this.giveBack([counts]);
  }

  async close(): Promise<void> {
    await this.arm(undefined);
    await this.champion.close();
  }

  private standing(arms: Arms, before: StandingTrial | undefined): StandingTrial {
    const isSame = before?.arms.trial === arms.trial && before.arms.shadow === arms.shadow;
    if (isSame) return new StandingTrial(this.champion, arms, before.tally, before.shadow);
    const { shadow } = arms;
    const tally = new ArmsTally();
    const width = shadow?.current?.signature.features.length ?? 0;
    const queue = shadow && new ShadowQueue(shadow, width, tally, this.shadowSettings);
    return new StandingTrial(this.champion, arms, tally, queue);
  }
}

function countsOf({ arms: { trial, shadow }, tally }: StandingTrial): TrialCounts | undefined {
  const counts = tally.take();
  const shadowVersion = shadow?.current?.version;
  return counts && { trial, ...(shadowVersion !== undefined && { shadowVersion }), ...counts };
}
