import type { Snapshot } from '@mesh/training';
import type { GateEvidence } from '../evidence.js';

/** A column of whole numbers with at most so many different ones is taken for codes. */
const MOST_CODES = 12;

/** Inputs as they arrived: a value that is no number was not measured. */
export type ArrivedRow = Readonly<Record<string, unknown>>;

/**
 * How many of the values that arrived lie outside what the training rows hold: outside of their range or, for codes, not among
 * them. A feature that no training row has measured covers nothing.
 */
export function inputCoverage(
  { columns, features, heldOut }: Snapshot,
  arrived: readonly ArrivedRow[],
): NonNullable<GateEvidence['coverage']> {
  return {
    rows: arrived.length,
    features: columns.map((feature, j) => {
      const learnt = features.filter((_, i) => !heldOut[i]).map((row) => row[j]!);
      const covers = covering(learnt.filter((value) => !Number.isNaN(value)));
      const values = arrived.map((row) => row[feature]).filter(isMeasured);
      return { feature, measured: values.length, uncovered: values.filter((value) => !covers(value)).length };
    }),
  };
}

const isMeasured = (value: unknown): value is number => typeof value === 'number' && !Number.isNaN(value);

function covering(learnt: readonly number[]): (value: number) => boolean {
  const codes = new Set(learnt);
  if (codes.size <= MOST_CODES && learnt.every(Number.isInteger)) return (value) => codes.has(value);
  let [least, most] = [Infinity, -Infinity];
  for (const value of learnt) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return (value) => value >= least && value <= most;
}
