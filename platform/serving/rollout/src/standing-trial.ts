import type { ModelVersion } from '@mesh/models';
import type { Score, Scorer } from '@mesh/serving';
import type { ArmsTally } from './arms-tally.js';
import { isChallenged } from './is-challenged.js';
import type { ShadowQueue } from './shadow-queue.js';

/** What a serving process does for a trial; the scorers hold versions that are loaded and warm. */
export interface Arms {
  readonly trial: string;
  /** Share of the entities that the challenger answers, 0–1. */
  readonly share: number;
  readonly salt: string;
  readonly challenger?: Scorer;
  readonly shadow?: Scorer;
}

/** Scores of a batch, each with the version that gave it. */
export interface BatchScores {
  readonly answers: Float32Array;
  readonly versions: readonly ModelVersion[];
}

/** A batch: n × features values, row-major, and an entity for each row. */
export interface Batch {
  readonly rows: Float32Array;
  readonly entities: readonly (string | undefined)[];
}

interface PartScores {
  readonly answers: Float32Array;
  readonly version: ModelVersion;
}

/** The arms as they stand: who answers whom, what is counted, and what the shadow hears. */
export class StandingTrial {
  constructor(
    private readonly champion: Scorer,
    readonly arms: Arms,
    readonly tally: ArmsTally,
    readonly shadow: ShadowQueue | undefined,
  ) {}

  async score(row: ArrayLike<number>, entity: string | undefined): Promise<Score> {
    const score = (await this.byChallenger(row, entity)) ?? (await this.byChampion(row));
    this.shadow?.offer(row, score.answer);
    return score;
  }

  async scoreBatch({ rows, entities }: Batch): Promise<BatchScores> {
    const width = rows.length / Math.max(1, entities.length);
    const isHis = entities.map((entity) => this.isChallenged(entity));
    const places = (challenged: boolean) => isHis.flatMap((his, nth) => (his === challenged ? [nth] : []));
    const parts = [false, true].map((challenged) => ({ challenged, places: places(challenged) }));
    const answers = new Float32Array(entities.length);
    const versions = new Array<ModelVersion>(entities.length);
    // Begun in one turn, so that both engines answer with the versions they have now.
    await Promise.all(
      parts.map(async ({ challenged, places: mine }) => {
        if (mine.length === 0) return;
        const scores = await this.part(picked(rows, width, mine), mine.length, challenged);
        mine.forEach((place, nth) => {
          answers[place] = scores.answers[nth] as number;
          versions[place] = scores.version;
        });
      }),
    );
    if (this.shadow !== undefined)
      for (const [nth, answer] of answers.entries())
        this.shadow.offer(rows.subarray(nth * width, (nth + 1) * width), answer);
    return { answers, versions };
  }

  /** Undefined where it is the champion's. */
  versionFor(entity: string | undefined): ModelVersion | undefined {
    return this.isChallenged(entity) ? this.arms.challenger?.current : undefined;
  }

  private isChallenged(entity: string | undefined): boolean {
    const { challenger, salt, share } = this.arms;
    return challenger !== undefined && entity !== undefined && isChallenged(salt, entity, share);
  }

  /** Undefined where he is not asked, or cannot answer. */
  private async byChallenger(row: ArrayLike<number>, entity: string | undefined): Promise<Score | undefined> {
    if (!this.isChallenged(entity)) return undefined;
    try {
      const score = await (this.arms.challenger as Scorer).score(row);
      this.tally.answered('challenger');
      return score;
    } catch {
      this.tally.failed('challenger');
      return undefined;
    }
  }

  private async byChampion(row: ArrayLike<number>): Promise<Score> {
    try {
      const score = await this.champion.score(row);
      this.tally.answered('champion');
      return score;
    } catch (error) {
      this.tally.failed('champion');
      throw error;
    }
  }

  private async part(rows: Float32Array, count: number, challenged: boolean): Promise<PartScores> {
    const arm = challenged ? 'challenger' : 'champion';
    try {
      const scores = await scoresOf(challenged ? (this.arms.challenger as Scorer) : this.champion, rows);
      this.tally.answered(arm, count);
      return scores;
    } catch (error) {
      this.tally.failed(arm, count);
      if (!challenged) throw error;
      return this.part(rows, count, false);
    }
  }
}

async function scoresOf(scorer: Scorer, rows: Float32Array): Promise<PartScores> {
  const version = scorer.current as ModelVersion;
  return { version, answers: await scorer.scoreMany(rows) };
}

function picked(rows: Float32Array, width: number, places: readonly number[]): Float32Array {
  if (places.length * width === rows.length) return rows;
  const some = new Float32Array(places.length * width);
  places.forEach((place, nth) => some.set(rows.subarray(place * width, (place + 1) * width), nth * width));
  return some;
}
