import { TrainingErrors } from '@mesh/training';
import { solvePositiveDefinite } from './cholesky.js';

const MOST_ITERATIONS = 100;
const MOST_HALVINGS = 30;

/** A design matrix of n rows and k terms, row-major, with the outcome (0 or 1) of each row. */
export interface Design {
  readonly rows: number;
  readonly terms: number;
  readonly values: Float64Array;
  readonly labels: Uint8Array;
}

export interface Coefficients {
  readonly intercept: number;
  readonly weights: Float64Array;
}

/**
 * Logistic regression by iteratively reweighted least squares (Newton–Raphson with step halving): minimises
 * Σ log-loss + ½·l2·|weights|², the intercept unpenalised. Equal to scikit-learn's LogisticRegression(C = 1 / l2).
 * Throws TRAINING.ONE_CLASS, TRAINING.PARAMETER_INVALID, TRAINING.NOT_CONVERGED.
 */
export function fitLogistic(design: Design, l2: number): Coefficients {
  const { rows, terms, labels } = design;
  if (!(l2 > 0 && l2 < Infinity)) throw TrainingErrors.PARAMETER_INVALID({ parameter: 'l2', range: 'above 0' });
  const positives = labels.reduce((sum, label) => sum + label, 0);
  if (positives === 0 || positives === rows) throw TrainingErrors.ONE_CLASS({ rows });

  // Position `terms` is the intercept, started at the log odds of the outcome.
  let beta = new Float64Array(terms + 1);
  beta[terms] = Math.log(positives / (rows - positives));
  let loss = lossOf(design, beta, l2);
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const { gradient, hessian } = derivatives(design, beta, l2);
    const step = solvePositiveDefinite(hessian, gradient);
    if (!step) break;
    const largest = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    let next = moved(beta, step, 1);
    let nextLoss = lossOf(design, next, l2);
    // Near the optimum the loss changes by less than its rounding; only a real rise calls for a shorter step.
    const most = loss + 1e-12 * Math.abs(loss);
    for (let halving = 1; !(nextLoss <= most) && halving <= MOST_HALVINGS; halving++) {
      next = moved(beta, step, 0.5 ** halving);
      nextLoss = lossOf(design, next, l2);
    }
    if (!(nextLoss <= most)) break;
    [beta, loss] = [next, nextLoss];
    if (largest < 1e-9) return { intercept: beta[terms]!, weights: beta.slice(0, terms) };
  }
  throw TrainingErrors.NOT_CONVERGED({ rows, terms });
}

function moved(beta: Float64Array, step: Float64Array, share: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(beta, (value, j) => value - share * step[j]!);
}

function logit({ values, terms }: Design, beta: Float64Array, row: number): number {
  let sum = beta[terms]!;
  for (let j = 0; j < terms; j++) sum += values[row * terms + j]! * beta[j]!;
  return sum;
}

function lossOf(design: Design, beta: Float64Array, l2: number): number {
  let loss = 0;
  for (let j = 0; j < design.terms; j++) loss += 0.5 * l2 * beta[j]! ** 2;
  for (let i = 0; i < design.rows; i++) {
    const against = design.labels[i] === 1 ? -logit(design, beta, i) : logit(design, beta, i);
    // log(1 + e^x) without overflow.
    loss += Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)));
  }
  return loss;
}

function derivatives(design: Design, beta: Float64Array, l2: number) {
  const { rows, terms, values, labels } = design;
  const k = terms + 1;
  const gradient = new Float64Array(k);
  const hessian = new Float64Array(k * k);
  const row = new Float64Array(k).fill(1);
  for (let i = 0; i < rows; i++) {
    row.set(values.subarray(i * terms, (i + 1) * terms));
    const p = 1 / (1 + Math.exp(-logit(design, beta, i)));
    const weight = p * (1 - p);
    for (let a = 0; a < k; a++) {
      gradient[a]! += (p - labels[i]!) * row[a]!;
      const weighted = weight * row[a]!;
      if (weighted === 0) continue;
      for (let b = 0; b <= a; b++) hessian[a * k + b]! += weighted * row[b]!;
    }
  }
  for (let j = 0; j < terms; j++) {
    gradient[j]! += l2 * beta[j]!;
    hessian[j * k + j]! += l2;
  }
  return { gradient, hessian };
}
