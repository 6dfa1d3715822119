import type { OccurrenceSnapshot, TrainingColumn } from '@mesh/training';
import { fitLogistic, type Coefficients } from './irls.js';
import { designValues, learnTerms, type Term } from './terms.js';

/** A fitted regression: `coefficients.weights[j]` belongs to the standardised `terms[j]`. */
export interface LogisticModel {
  readonly columns: readonly TrainingColumn[];
  readonly terms: readonly Term[];
  readonly coefficients: Coefficients;
}

/** Rows to learn from, with their outcomes. */
export type LabelledRows = Pick<OccurrenceSnapshot, 'features' | 'labels'>;

/** Learns preprocessing and coefficients from all rows given. Throws TRAINING.*. */
export function fitModel(
  columns: readonly TrainingColumn[],
  { features, labels }: LabelledRows,
  l2: number,
): LogisticModel {
  const terms = learnTerms(columns, features);
  const design = { rows: features.length, terms: terms.length, values: designValues(terms, features), labels };
  return { columns, terms, coefficients: fitLogistic(design, l2) };
}

/** Probability of the outcome for each row of raw features, in double precision; the exported graph gives the same to 1e-6. */
export function probabilities({ terms, coefficients }: LogisticModel, rows: readonly Float64Array[]): Float64Array {
  const values = designValues(terms, rows);
  return Float64Array.from(rows, (_, i) => {
    let logit = coefficients.intercept;
    for (let j = 0; j < terms.length; j++) logit += values[i * terms.length + j]! * coefficients.weights[j]!;
    return 1 / (1 + Math.exp(-logit));
  });
}
