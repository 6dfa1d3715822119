import { LessonWindow, type LessonWindowState } from '../learners/lesson-window.js';

/** Judgements of so many of the latest events stand for how the learner does now. */
const DEFAULT_WINDOW = 500;
/** After 1,000 events a loss weighs a third of a new one. */
const FADING = 0.999;
/** The loss of a certainty that was wrong. */
const LEAST_PROBABILITY = 1e-15;

export interface PrequentialState {
  readonly judged: number;
  readonly window: LessonWindowState;
  readonly probabilities: readonly number[];
  readonly fadingLoss: number;
  readonly fadingWeight: number;
}

/** Lessons with what was foreseen of each before it was learned. */
export interface JudgedLessons {
  readonly rows: readonly Float64Array[];
  readonly labels: readonly (0 | 1)[];
  readonly probabilities: readonly number[];
}

/**
 * Judges a learner by the predictions that it made before it learned their outcomes (predictive sequential: Dawid, JRSS A
 * 1984;147:278), over a sliding window and with fading factors (Gama, Sebastião, Rodrigues, Machine Learning 2013;90:317;
 * of the area under the curve over a window: Brzezinski, Stefanowski, KAIS 2017;52:531).
 */
export class Prequential {
  private judgedSoFar: number;
  private readonly lessons: LessonWindow;
  private readonly probabilities: number[];
  private fadingLoss: number;
  private fadingWeight: number;

  constructor(
    state?: PrequentialState,
    private readonly window = DEFAULT_WINDOW,
  ) {
    this.judgedSoFar = state?.judged ?? 0;
    this.lessons = new LessonWindow(window, state?.window);
    this.probabilities = [...(state?.probabilities ?? [])];
    this.fadingLoss = state?.fadingLoss ?? 0;
    this.fadingWeight = state?.fadingWeight ?? 0;
  }

  /** Of all events, not only of those in the window. */
  get judged(): number {
    return this.judgedSoFar;
  }

  /** The cases of the window, oldest first. */
  get cases(): JudgedLessons {
    const { rows, labels } = this.lessons;
    return { rows, labels, probabilities: [...this.probabilities] };
  }

  /** Mean log loss over the window, in nats; undefined before the first event. */
  get logLoss(): number | undefined {
    const { labels } = this.lessons;
    if (labels.length === 0) return undefined;
    return labels.reduce<number>((sum, label, i) => sum + lossOf(label, this.probabilities[i]!), 0) / labels.length;
  }

  /** Log loss in which each older event weighs 0.999 times as much as the next, in nats. */
  get fadingLogLoss(): number | undefined {
    return this.fadingWeight === 0 ? undefined : this.fadingLoss / this.fadingWeight;
  }

  judge(row: Float64Array, label: 0 | 1, probability: number): void {
    this.judgedSoFar += 1;
    this.lessons.add(row, label);
    this.probabilities.push(probability);
    if (this.probabilities.length > this.window) this.probabilities.shift();
    this.fadingLoss = this.fadingLoss * FADING + lossOf(label, probability);
    this.fadingWeight = this.fadingWeight * FADING + 1;
  }

  state(): PrequentialState {
    return {
      judged: this.judgedSoFar,
      window: this.lessons.state(),
      probabilities: [...this.probabilities],
      fadingLoss: this.fadingLoss,
      fadingWeight: this.fadingWeight,
    };
  }
}

const lossOf = (label: number, probability: number): number =>
  -Math.log(Math.max(label === 1 ? probability : 1 - probability, LEAST_PROBABILITY));
