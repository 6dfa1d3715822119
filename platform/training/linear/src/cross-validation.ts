import { rocAuc } from '@mesh/evaluation';
import { stratifiedFolds, type TrainingColumn } from '@mesh/training';
import { fitModel, probabilities, type LabelledRows } from './logistic-model.js';

/** What a penalty achieved on the folds it did not train on: both means over the folds. */
export interface FoldResult {
  readonly l2: number;
  readonly logLoss: number;
  readonly rocAuc: number;
}

export interface CrossValidationPlan {
  readonly folds: number;
  readonly seed: number;
  readonly l2: readonly number[];
}

/** Rates each penalty by cross-validation; empty when an outcome has fewer distinct rows than there are folds. */
export function crossValidate(
  columns: readonly TrainingColumn[],
  rows: LabelledRows,
  { folds, seed, l2 }: CrossValidationPlan,
): readonly FoldResult[] {
  const foldOf = stratifiedFolds(rows.features, rows.labels, { folds, seed });
  const parts = Array.from({ length: folds }, (_, fold) => ({
    train: select(rows, (i) => foldOf[i] !== fold),
    test: select(rows, (i) => foldOf[i] === fold),
  }));
  if (parts.some(({ train, test }) => !hasBoth(train) || !hasBoth(test))) return [];
  return l2.map((penalty) => {
    const results = parts.map(({ train, test }) => {
      const predicted = probabilities(fitModel(columns, train, penalty), test.features);
      return { logLoss: logLoss(test.labels, predicted), rocAuc: rocAuc(test.labels, predicted).value };
    });
    return { l2: penalty, logLoss: mean(results.map((r) => r.logLoss)), rocAuc: mean(results.map((r) => r.rocAuc)) };
  });
}

/** The rows that a condition on their position picks. */
export function select({ features, labels }: LabelledRows, picked: (row: number) => boolean): LabelledRows {
  return { features: features.filter((_, i) => picked(i)), labels: labels.filter((_, i) => picked(i)) };
}

function hasBoth({ labels }: LabelledRows): boolean {
  return labels.includes(0) && labels.includes(1);
}

function logLoss(labels: Uint8Array, predicted: Float64Array): number {
  return mean(
    Array.from(labels, (label, i) => -Math.log(Math.max(label === 1 ? predicted[i]! : 1 - predicted[i]!, 1e-15))),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
