import type { TrainingColumn } from '@mesh/training';
import { logisticGraph } from '../onnx/logistic-graph.js';
import { cellReader, codesOf } from './measured.js';
import type { LearnerKind, LearnerState, OnlineLearner } from './online-learner.js';
import { RunningMoments, expit, standardised, type MomentsState } from './running-moments.js';

const DEFAULT_RATE = 0.1;
/** Keeps the first step finite where a gradient is 0. */
const EPSILON = 1e-8;

export interface AdaptiveLogisticSettings {
  readonly columns: readonly TrainingColumn[];
  /** How far a weight moves with its first gradient. Default 0.1. */
  readonly learningRate?: number;
}

/** One input of the regression: a quantity, or one code of a column of codes. */
interface Term {
  readonly at: number;
  readonly code?: number;
}

interface State {
  readonly moments: readonly MomentsState[];
  readonly weights: readonly number[];
  /** Sums of squared gradients, the intercept's last. */
  readonly gradients: readonly number[];
}

/**
 * Logistic regression by stochastic gradient with a step of its own for each weight: AdaGrad (Duchi, Hazan, Singer, JMLR
 * 2011;12:2121), so that a column that is seldom measured still learns. Terms are standardised by running moments before
 * they are weighed; what was not measured takes the running mean, which moves the score neither way.
 */
export const adaptiveLogistic = ({ columns, learningRate = DEFAULT_RATE }: AdaptiveLogisticSettings): LearnerKind => ({
  algorithm: 'logistic-regression-adagrad',
  hyperparameters: { learningRate, imputation: 'running mean', standardisation: 'running mean and deviation' },
  create: () => new AdaptiveLogistic(columns, learningRate),
  restore: (state) => new AdaptiveLogistic(columns, learningRate, state as unknown as State),
});

class AdaptiveLogistic implements OnlineLearner {
  private readonly terms: readonly Term[];
  private readonly cells: readonly ((value: number | undefined) => number)[];
  private readonly moments: readonly RunningMoments[];
  /** The intercept's last. */
  private readonly weights: Float64Array;
  private readonly gradients: Float64Array;

  constructor(
    private readonly columns: readonly TrainingColumn[],
    private readonly learningRate: number,
    state?: State,
  ) {
    this.terms = columns.flatMap((column, at): readonly Term[] =>
      column.kind === 'numeric' ? [{ at }] : codesOf(column).map((code) => ({ at, code })),
    );
    this.cells = columns.map(cellReader);
    this.moments = this.terms.map((_, j) => {
      const kept = state?.moments[j];
      return kept === undefined ? new RunningMoments() : RunningMoments.of(kept);
    });
    this.weights = Float64Array.from({ length: this.terms.length + 1 }, (_, j) => state?.weights[j] ?? 0);
    this.gradients = Float64Array.from({ length: this.terms.length + 1 }, (_, j) => state?.gradients[j] ?? 0);
  }

  probability(row: Float64Array): number {
    return expit(this.logit(this.inputs(row)));
  }

  learn(row: Float64Array, label: 0 | 1): void {
    this.terms.forEach((term, j) => {
      const value = this.raw(term, row);
      if (!Number.isNaN(value)) this.moments[j]!.add(value);
    });
    const inputs = this.inputs(row);
    const error = expit(this.logit(inputs)) - label;
    for (let j = 0; j < inputs.length; j++) {
      const gradient = error * inputs[j]!;
      if (gradient === 0) continue;
      this.gradients[j]! += gradient * gradient;
      this.weights[j]! -= (this.learningRate * gradient) / (Math.sqrt(this.gradients[j]!) + EPSILON);
    }
  }

  state(): LearnerState {
    return {
      moments: this.moments.map((moments) => moments.state()),
      weights: [...this.weights],
      gradients: [...this.gradients],
    } satisfies State;
  }

  onnx(): Uint8Array {
    return logisticGraph({
      columns: this.columns,
      intercept: this.weights[this.terms.length]!,
      terms: this.terms.map((term, j) => ({
        ...term,
        mean: this.moments[j]!.mean,
        deviation: this.moments[j]!.deviation,
        weight: this.weights[j]!,
      })),
    });
  }

  /** The standardised terms of a row and, last, the 1 of the intercept. */
  private inputs(row: Float64Array): Float64Array {
    const inputs = new Float64Array(this.terms.length + 1).fill(1);
    this.terms.forEach((term, j) => {
      const value = this.raw(term, row);
      const { mean, deviation } = this.moments[j]!;
      inputs[j] = Number.isNaN(value) || deviation === 0 ? 0 : standardised(value, mean, deviation);
    });
    return inputs;
  }

  private raw({ at, code }: Term, row: Float64Array): number {
    const value = this.cells[at]!(row[at]);
    if (code === undefined || Number.isNaN(value)) return value;
    return value === code ? 1 : 0;
  }

  private logit(inputs: Float64Array): number {
    let logit = 0;
    for (let j = 0; j < inputs.length; j++) logit += inputs[j]! * this.weights[j]!;
    return logit;
  }
}
