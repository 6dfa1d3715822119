import { EvaluationErrors } from '../evaluation-errors.js';
import { MeanSequence, type MeanSequenceState } from './mean-sequence.js';

/** What serves, and what wants to. */
export type ComparedArm = 'champion' | 'challenger';

/** What a comparison needs to go on after a restart. */
export type SequentialComparisonState = Readonly<Record<ComparedArm, MeanSequenceState>>;

/** How a comparison is made, and where it goes on. */
export interface SequentialComparisonOptions {
  /** Greatest chance of ever deciding when the arms are alike; default 0.05. */
  readonly alpha?: number;
  /** What `snapshot` gave before a restart. */
  readonly state?: SequentialComparisonState;
}

/** Mean loss of the challenger less that of the champion; below 0 the challenger is better. */
export interface LossDifference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Losses seen of both arms together. */
  readonly n: number;
}

/**
 * Compares the mean loss of two arms and may be looked at after every single observation: the interval holds the true
 * difference at all times with chance ≥ 1 − α. One empirical-Bernstein confidence sequence an arm at α/2 each (Waudby-Smith &
 * Ramdas, JRSS B 2024;86:1), joined by the union bound, so the arms may be of different size and need not be paired.
 */
export class SequentialComparison {
  private readonly sequences: Readonly<Record<ComparedArm, MeanSequence>>;

  constructor({ alpha = 0.05, state }: SequentialComparisonOptions = {}) {
    this.sequences = {
      champion: new MeanSequence(alpha / 2, state?.champion),
      challenger: new MeanSequence(alpha / 2, state?.challenger),
    };
  }

  /** Takes one loss in 0–1, such as the squared error of a probability. Throws EVALUATION.LOSS_INVALID. */
  observe(arm: ComparedArm, loss: number): void {
    // Negated so that NaN fails too.
    if (!(loss >= 0 && loss <= 1)) throw EvaluationErrors.LOSS_INVALID();
    this.sequences[arm].observe(loss);
  }

  /** −1 to 1 before anything was seen. */
  interval(): LossDifference {
    const { champion, challenger } = this.snapshot();
    const mean = ({ n, sum }: MeanSequenceState) => (n === 0 ? 0.5 : sum / n);
    return {
      value: mean(challenger) - mean(champion),
      low: challenger.low - champion.high,
      high: challenger.high - champion.low,
      n: champion.n + challenger.n,
    };
  }

  /** True from the moment on when the interval leaves 0 out; it stays so. */
  isDecided(): boolean {
    const { low, high } = this.interval();
    return low > 0 || high < 0;
  }

  /** Plain data, to be kept and given to the constructor again with the same alpha. */
  snapshot(): SequentialComparisonState {
    return {
      champion: this.sequences.champion.snapshot(),
      challenger: this.sequences.challenger.snapshot(),
    };
  }
}
