import { evaluate } from '@mesh/evaluation';
import type { ProbabilityMetrics } from '@mesh/models';
import {
  requireOccurrences,
  TrainingErrors,
  type Hyperparameters,
  type Recipe,
  type Snapshot,
  type SubgroupRule,
  type TrainingColumn,
} from '@mesh/training';
import { crossValidate, select, type FoldResult } from './cross-validation.js';
import { fitModel, probabilities, type LabelledRows } from './logistic-model.js';
import { exportOnnx } from './onnx-export.js';

const FOLDS = 5;
const PENALTIES = [1, 2, 5, 10, 20, 50, 100] as const;
/** Where there are too few rows to choose a penalty by cross-validation. */
const CAUTIOUS_PENALTY = 10;

/** What a product declares to get a logistic regression. */
export interface LogisticRecipeSpec {
  /** The features in signature order. */
  readonly columns: readonly TrainingColumn[];
  readonly subgroups?: readonly SubgroupRule[];
  /** Penalties to choose from by cross-validated log loss when the caller names none. */
  readonly penalties?: readonly number[];
}

/**
 * A recipe for a penalised logistic regression. Parameters: `l2` (penalty; chosen by five-fold cross-validated log loss on the
 * training rows when absent) and `seed` (of the folds, default 1). Throws TRAINING.* and EVALUATION.*.
 */
export function logisticRecipe({
  columns,
  subgroups = [],
  penalties = PENALTIES,
}: LogisticRecipeSpec): Recipe<ProbabilityMetrics> {
  return async (snapshot, parameters, progress) => {
    requireOccurrences(snapshot);
    requireColumns(columns, snapshot);
    const seed = numberParameter(parameters, 'seed') ?? 1;
    const given = numberParameter(parameters, 'l2');
    const train = select(snapshot, (i) => !snapshot.heldOut[i]);
    const judge = select(snapshot, (i) => snapshot.heldOut[i]!);
    requireBothClasses(train, 'training');
    requireBothClasses(judge, 'held-out');

    progress(0.1, 'cross-validation');
    const candidates = given === undefined ? penalties : [given];
    const results = crossValidate(columns, train, { folds: FOLDS, seed, l2: candidates });
    const best = results.reduce<FoldResult | undefined>((a, b) => (a && a.logLoss <= b.logLoss ? a : b), undefined);
    const l2 = given ?? best?.l2 ?? CAUTIOUS_PENALTY;

    progress(0.7, 'fit');
    const model = fitModel(columns, train, l2);
    progress(0.8, 'evaluation');
    const metrics = evaluate({
      labels: judge.labels,
      probabilities: probabilities(model, judge.features),
      subgroups: subgroups.map((rule) => attributeOf(rule, columns, judge)),
    });
    progress(0.9, 'export');
    const heldOutShare = numberParameter(parameters, 'heldOutShare') ?? judge.labels.length / snapshot.labels.length;
    return {
      onnx: exportOnnx(model),
      signature: {
        features: columns.map(({ name }) => name),
        inputs: [{ name: 'features', datatype: 'FP32', shape: [-1, columns.length] }],
        outputs: [{ name: 'probability', datatype: 'FP32', shape: [-1] }],
      },
      hyperparameters: {
        ...parameters,
        algorithm: 'logistic-regression-irls',
        l2,
        l2From: given !== undefined ? 'parameter' : best ? 'cross-validated log loss' : 'default',
        folds: FOLDS,
        seed,
        heldOutShare,
        imputation: 'median of quantities, category shares of codes',
      },
      metrics: { ...metrics, ...(best ? { crossValidatedRocAuc: best.rocAuc } : {}) },
    };
  };
}

function requireColumns(columns: readonly TrainingColumn[], snapshot: Snapshot): void {
  const same =
    columns.length === snapshot.columns.length && columns.every(({ name }, j) => name === snapshot.columns[j]);
  if (!same) throw TrainingErrors.COLUMNS_DIFFER({ columns: columns.map(({ name }) => name).join(', ') });
  if (snapshot.features.length === 0) throw TrainingErrors.NO_ROWS();
}

function requireBothClasses({ labels }: LabelledRows, part: string): void {
  if (!labels.includes(0) || !labels.includes(1)) throw TrainingErrors.ONE_CLASS({ part, rows: labels.length });
}

function numberParameter(parameters: Hyperparameters, name: string): number | undefined {
  const value = parameters[name];
  if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value;
  throw TrainingErrors.PARAMETER_INVALID({ parameter: name, range: 'finite numbers' });
}

function attributeOf(
  { attribute, column, valueOf }: SubgroupRule,
  columns: readonly TrainingColumn[],
  rows: LabelledRows,
) {
  const at = columns.findIndex(({ name }) => name === column);
  return { attribute, values: rows.features.map((row) => valueOf(row[at]!)) };
}
