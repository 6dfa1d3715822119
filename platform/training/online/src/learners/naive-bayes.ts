import type { TrainingColumn } from '@mesh/training';
import type { CodeEvidence } from '../onnx/code-evidence.js';
import { naiveBayesGraph, type QuantityEvidence } from '../onnx/naive-bayes-graph.js';
import { cellReader, codesOf } from './measured.js';
import type { LearnerKind, LearnerState, OnlineLearner } from './online-learner.js';
import { RunningMoments, expit, standardised, type MomentsState } from './running-moments.js';

export interface NaiveBayesSettings {
  readonly columns: readonly TrainingColumn[];
}

interface State {
  /** Rows of outcome 0 and 1. */
  readonly rows: readonly number[];
  /** By column, then by outcome: moments of a quantity, or how often each code came. */
  readonly columns: readonly (readonly (MomentsState | readonly number[])[])[];
}

/**
 * Naive Bayes: quantities as one normal distribution an outcome, codes as one multinomial an outcome, which is Bernoulli's
 * where there are two codes (Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, section 6.6.3). A value
 * that was not measured is left out of the product, which is exact under the model. Counts begin at 1 (Laplace); to each
 * variance the variance within outcomes is added as one more value, so that two equal values prove nothing.
 */
export const naiveBayes = ({ columns }: NaiveBayesSettings): LearnerKind => ({
  algorithm: 'naive-bayes',
  hyperparameters: { quantities: 'gaussian', codes: 'multinomial', imputation: 'left out' },
  create: () => new NaiveBayes(columns),
  restore: (state) => new NaiveBayes(columns, state as unknown as State),
});

class NaiveBayes implements OnlineLearner {
  private readonly rows: Float64Array;
  private readonly cells: readonly ((value: number | undefined) => number)[];
  private readonly known: readonly (readonly number[])[];
  private readonly quantities = new Map<number, readonly RunningMoments[]>();
  private readonly codes = new Map<number, readonly Float64Array[]>();

  constructor(
    private readonly columns: readonly TrainingColumn[],
    state?: State,
  ) {
    this.rows = Float64Array.from(state?.rows ?? [0, 0]);
    this.cells = columns.map(cellReader);
    this.known = columns.map((column) => (column.kind === 'categorical' ? codesOf(column) : []));
    columns.forEach((column, at) => {
      const kept = state?.columns[at];
      if (column.kind === 'categorical') {
        const counts = kept ?? [column.categories.map(() => 0), column.categories.map(() => 0)];
        this.codes.set(
          at,
          counts.map((of) => Float64Array.from(of)),
        );
      } else {
        const moments = (kept as readonly MomentsState[] | undefined)?.map((of) => RunningMoments.of(of));
        this.quantities.set(at, moments ?? [new RunningMoments(), new RunningMoments()]);
      }
    });
  }

  probability(row: Float64Array): number {
    let logit = this.prior();
    this.columns.forEach((column, at) => {
      const value = this.cells[at]!(row[at]);
      if (!Number.isNaN(value)) logit += this.evidence(column, at, value);
    });
    return expit(logit);
  }

  learn(row: Float64Array, label: 0 | 1): void {
    this.rows[label]! += 1;
    this.columns.forEach((column, at) => {
      const value = this.cells[at]!(row[at]);
      if (Number.isNaN(value)) return;
      if (column.kind === 'categorical') this.codes.get(at)![label]![this.known[at]!.indexOf(value)]! += 1;
      else this.quantities.get(at)![label]!.add(value);
    });
  }

  state(): LearnerState {
    return {
      rows: [...this.rows],
      columns: this.columns.map(({ kind }, at) =>
        kind === 'categorical'
          ? this.codes.get(at)!.map((counts) => [...counts])
          : this.quantities.get(at)!.map((moments) => moments.state()),
      ),
    } satisfies State;
  }

  onnx(): Uint8Array {
    const quantities = this.columns.flatMap((column, at): readonly QuantityEvidence[] => {
      if (column.kind === 'categorical') return [];
      const evidence = this.quantityEvidence(at);
      return evidence === undefined ? [] : [{ at, column, ...evidence }];
    });
    const codes = this.columns.flatMap((column, at): readonly CodeEvidence[] =>
      column.kind === 'numeric'
        ? []
        : this.known[at]!.map((code, nth) => ({ at, code, weight: this.codeEvidence(at, nth) })),
    );
    return naiveBayesGraph({ features: this.columns.length, prior: this.prior(), quantities, codes });
  }

  private prior(): number {
    return Math.log((this.rows[1]! + 1) / (this.rows[0]! + 1));
  }

  /** Log likelihood ratio of a value, positive where it speaks for outcome 1. */
  private evidence(column: TrainingColumn, at: number, value: number): number {
    if (column.kind === 'categorical') return this.codeEvidence(at, this.known[at]!.indexOf(value));
    const found = this.quantityEvidence(at);
    if (found === undefined) return 0;
    const [against, speaking] = found.normals.map(({ mean, deviation }) => standardised(value, mean, deviation) ** 2);
    return found.ratio + (against! - speaking!) / 2;
  }

  private codeEvidence(at: number, nth: number): number {
    const [against, speaking] = this.codes.get(at)!.map((counts) => {
      const known = counts.reduce((sum, count) => sum + count, 0);
      return Math.log((counts[nth]! + 1) / (known + counts.length));
    });
    return speaking! - against!;
  }

  /** Nothing while one outcome has no value, or while all values are equal. */
  private quantityEvidence(at: number): Pick<QuantityEvidence, 'normals' | 'ratio'> | undefined {
    const of = this.quantities.get(at)!;
    if (of.some(({ count }) => count === 0)) return undefined;
    const within = of.reduce((sum, { sumOfSquares }) => sum + sumOfSquares, 0);
    const pooled = within / of.reduce((sum, { count }) => sum + count, 0);
    const size = Math.max(...of.map(({ mean }) => Math.abs(mean)));
    // Rounding leaves constants a spread of some 1e-16 of their size.
    if (!(Math.sqrt(pooled) > 1e-12 * size)) return undefined;
    const normals = of.map(({ mean, sumOfSquares, count }) => ({
      mean,
      deviation: Math.sqrt((sumOfSquares + pooled) / (count + 1)),
    }));
    return { normals, ratio: Math.log(normals[0]!.deviation / normals[1]!.deviation) };
  }
}
