import type { ModelVersion } from '@mesh/models';
import type { Snapshot } from '@mesh/training';

import { planColumn, planScore, sizeOf, type ColumnPlan } from './column-plan.js';
import { countValue, emptySketch, type Sketch } from './sketch.js';

/** What a version learnt from, as far as later values are compared with it. */
export interface Reference {
  readonly inputs: readonly ColumnPlan[];
  /** The last column of the sketch. */
  readonly score: ColumnPlan;
  readonly sketch: Sketch;
  readonly rows: number;
  /** Held-out rows that the version has scored for the comparison; 0 where none could be. */
  readonly scoredRows: number;
}

/** A version that scores rows, row-major in the order of its signature. */
export type ScoreRows = (rows: Float32Array) => Promise<Float32Array>;

const MOST_SCORED = 5_000;

/** Counts the rows of the snapshot, and the scores that the version gives to those it did not learn from. */
export async function referenceOf(snapshot: Snapshot, score: ScoreRows | undefined): Promise<Reference> {
  let offset = 0;
  const inputs = snapshot.columns.map((name, column) => {
    const plan = planColumn(
      name,
      Float64Array.from(snapshot.features, (row) => row[column]!),
      offset,
    );
    offset += sizeOf(plan);
    return plan;
  });
  const scorePlan = planScore(offset);
  const sketch = emptySketch([...inputs, scorePlan]);
  for (const row of snapshot.features) inputs.forEach((plan, column) => countValue(sketch, plan, row[column]!));
  const heldOut = snapshot.features.filter((_, row) => snapshot.heldOut[row]).slice(0, MOST_SCORED);
  const probabilities =
    score === undefined || heldOut.length === 0
      ? []
      : await score(Float32Array.from(heldOut.flatMap((row) => [...row])));
  for (const probability of probabilities) countValue(sketch, scorePlan, probability);
  return { inputs, score: scorePlan, sketch, rows: snapshot.features.length, scoredRows: probabilities.length };
}

/** Whether the version's snapshot can be told from its artifact at all. */
export const hasSnapshot = ({ snapshot }: ModelVersion): boolean => /^[0-9a-f]{64}$/.test(snapshot.sha256);
