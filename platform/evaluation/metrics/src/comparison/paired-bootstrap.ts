import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Measure } from '@mesh/models';
import { seededRandom } from '../distributions/seeded-random.js';
import { EvaluationErrors } from '../evaluation-errors.js';

/** Two models on the same cases, and the figure to compare them by. */
export interface PairedCases {
  readonly labels: ArrayLike<number>;
  /** Probabilities that each gave, case by case. */
  readonly one: ArrayLike<number>;
  readonly other: ArrayLike<number>;
  readonly measure: (labels: Uint8Array, probabilities: Float64Array) => number;
  /** Resamples; default 2,000. */
  readonly rounds?: number;
  /** Same seed, same answer; default 1. */
  readonly seed?: number;
}

/** measure(one) − measure(other): its 95 % interval and the two-sided p-value of "no difference". */
export interface PairedComparison {
  readonly difference: Measure;
  readonly pValue: number;
}

/**
 * Paired bootstrap (Efron & Tibshirani 1993, ch. 13 and 15): both models are measured on the same resampled cases, drawn within
 * each outcome so that every round has both (as pROC does); percentile interval, p-value (1 + crossings) / (1 + rounds) doubled.
 * Deterministic. Throws EVALUATION.NO_CASES, EVALUATION.LENGTHS_DIFFER and what `measure` throws.
 */
export function pairedBootstrap(cases: PairedCases): PairedComparison {
  const rounds = resampled(cases);
  for (;;) {
    const { done, value } = rounds.next();
    if (done === true) return value;
  }
}

/** The same answer, a round a turn of the event loop, so that whoever else works in this process is not held up. */
export async function pairedBootstrapInTurns(cases: PairedCases, signal?: AbortSignal): Promise<PairedComparison> {
  const rounds = resampled(cases);
  for (;;) {
    const { done, value } = rounds.next();
    if (done === true) return value;
    await nextTurn();
    signal?.throwIfAborted();
  }
}

function* resampled(cases: PairedCases): Generator<void, PairedComparison> {
  const { labels, one, other, measure, rounds = 2_000, seed = 1 } = cases;
  const n = labels.length;
  if (n === 0) throw EvaluationErrors.NO_CASES();
  if (one.length !== n || other.length !== n) throw EvaluationErrors.LENGTHS_DIFFER({ cases: n });
  const random = seededRandom(seed);
  const strata = byOutcome(labels);
  const drawn = { labels: new Uint8Array(n), one: new Float64Array(n), other: new Float64Array(n) };
  const differences = new Float64Array(rounds);
  for (let round = 0; round < rounds; round++) {
    let place = 0;
    for (const stratum of strata) {
      for (let k = 0; k < stratum.length; k++, place++) {
        const at = stratum[Math.floor(random() * stratum.length)]!;
        drawn.labels[place] = labels[at]!;
        drawn.one[place] = one[at]!;
        drawn.other[place] = other[at]!;
      }
    }
    differences[round] = measure(drawn.labels, drawn.one) - measure(drawn.labels, drawn.other);
    yield;
  }
  const all = Uint8Array.from(labels);
  const value = measure(all, Float64Array.from(one)) - measure(all, Float64Array.from(other));
  return { difference: { value, ...percentiles(differences), n }, pValue: twoSided(differences) };
}

function byOutcome(labels: ArrayLike<number>): readonly Uint32Array[] {
  const cases = Uint32Array.from({ length: labels.length }, (_, i) => i);
  return [0, 1].map((outcome) => cases.filter((i) => labels[i] === outcome)).filter(({ length }) => length > 0);
}

function percentiles(differences: Float64Array): { readonly low: number; readonly high: number } {
  const ascending = differences.slice().sort();
  const at = (share: number) => ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))]!;
  return { low: at(0.025), high: at(0.975) };
}

function twoSided(differences: Float64Array): number {
  const notAbove = differences.reduce((count, difference) => count + (difference <= 0 ? 1 : 0), 0);
  const notBelow = differences.reduce((count, difference) => count + (difference >= 0 ? 1 : 0), 0);
  return Math.min(1, (2 * (1 + Math.min(notAbove, notBelow))) / (1 + differences.length));
}
