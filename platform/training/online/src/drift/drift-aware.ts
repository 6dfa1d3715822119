import { LessonWindow, type LessonWindowState } from '../learners/lesson-window.js';
import type { LearnerKind, LearnerState, OnlineLearner } from '../learners/online-learner.js';
import { Adwin, type AdwinState } from './adwin.js';

/** Rows that are kept to begin anew from. */
const KEPT_ROWS = 500;

interface State {
  readonly learner: LearnerState;
  readonly errors: AdwinState;
  readonly kept: LessonWindowState;
  readonly restarts: number;
}

/**
 * A learner that forgets when the meaning of the stream changes: ADWIN watches the squared error of its predictions
 * (Bifet, Gavaldà, SDM 2007, section 4: windows of a predictor), and where that has risen, a new learner takes its place,
 * taught by the rows since the change, at most the last 500.
 */
export const driftAware = (base: LearnerKind): LearnerKind => ({
  algorithm: `${base.algorithm}-adwin`,
  hyperparameters: { ...base.hyperparameters, driftDetector: 'adwin', driftDelta: 0.002, keptRows: KEPT_ROWS },
  create: () => new DriftAware(base),
  restore: (state) => new DriftAware(base, state as unknown as State),
});

class DriftAware implements OnlineLearner {
  private learner: OnlineLearner;
  private errors: Adwin;
  private readonly kept: LessonWindow;
  private restarts: number;

  constructor(
    private readonly base: LearnerKind,
    state?: State,
  ) {
    this.learner = state === undefined ? base.create() : base.restore(state.learner);
    this.errors = new Adwin(undefined, state?.errors);
    this.kept = new LessonWindow(KEPT_ROWS, state?.kept);
    this.restarts = state?.restarts ?? 0;
  }

  probability(row: Float64Array): number {
    return this.learner.probability(row);
  }

  learn(row: Float64Array, label: 0 | 1): void {
    const error = (this.learner.probability(row) - label) ** 2;
    this.kept.add(row, label);
    this.learner.learn(row, label);
    const change = this.errors.add(error);
    if (change !== undefined && change.after > change.before) this.beginAnew(change.width);
  }

  state(): LearnerState {
    return {
      learner: this.learner.state(),
      errors: this.errors.state(),
      kept: this.kept.state(),
      restarts: this.restarts,
    } satisfies State;
  }

  onnx(): Uint8Array {
    return this.learner.onnx();
  }

  /** The new learner's errors are another stream: they are watched from their beginning. */
  private beginAnew(width: number): void {
    this.learner = this.base.create();
    const { rows, labels } = this.kept;
    for (let i = Math.max(rows.length - width, 0); i < rows.length; i++) this.learner.learn(rows[i]!, labels[i]!);
    this.errors = new Adwin();
    this.restarts += 1;
  }
}
