import type { Database } from '@mesh/database';

import type { ScoredCase } from '../joining/read-events.js';
import type { Reference } from './reference.js';
import { addSketch, bytesOf, countValue, emptySketch, sketchOf, type Sketch } from './sketch.js';

/** The newest scores are counted in so many slices, so that the oldest can go. */
const SLICES = 10;

interface SliceRow {
  readonly slice: number;
  readonly scores: number;
  readonly counts: Buffer;
}

/** Counts of the newest scores of a version. */
export interface RecentScores {
  readonly scores: number;
  readonly sketch: Sketch;
}

/** The inputs and scores of some cases of one version, counted. */
export function sketchCases(reference: Reference, cases: readonly ScoredCase[]): Sketch {
  const sketch = emptySketch([...reference.inputs, reference.score]);
  for (const { fields, probability } of cases) {
    for (const plan of reference.inputs) {
      const value = fields[plan.name];
      countValue(sketch, plan, typeof value === 'number' ? value : Number.NaN);
    }
    countValue(sketch, reference.score, probability);
  }
  return sketch;
}

/** Adds counts to the newest slice of a version; the caller holds the lock of the model. */
export async function addToSketch(
  transaction: Database,
  { model, version, window }: { readonly model: number; readonly version: number; readonly window: number },
  { scores, sketch }: RecentScores,
): Promise<void> {
  const [newest] = await transaction.query<SliceRow>(
    'SELECT slice, scores, counts FROM evaluation.sketch WHERE model = $1 AND version = $2 ORDER BY slice DESC LIMIT 1',
    [model, version],
  );
  const standing = newest && newest.scores < window / SLICES ? sketchOf(newest.counts, sketch.length) : undefined;
  const slice = standing === undefined ? (newest?.slice ?? 0) + 1 : newest!.slice;
  if (standing !== undefined) addSketch(sketch, standing);
  await transaction.query(
    `INSERT INTO evaluation.sketch (model, version, slice, scores, counts) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (model, version, slice) DO UPDATE SET scores = excluded.scores, counts = excluded.counts`,
    [model, version, slice, scores + (standing === undefined ? 0 : newest!.scores), bytesOf(sketch)],
  );
  if (standing === undefined)
    await transaction.query('DELETE FROM evaluation.sketch WHERE model = $1 AND version = $2 AND slice < $3', [
      ...[model, version, slice - 2 * SLICES],
    ]);
}

/** The newest scores of a version: at least `window` of them where there are so many. */
export async function recentScores(
  database: Database,
  { model, version, window }: { readonly model: number; readonly version: number; readonly window: number },
  size: number,
): Promise<RecentScores | undefined> {
  const rows = await database.query<SliceRow>(
    `SELECT slice, scores, counts FROM evaluation.sketch WHERE model = $1 AND version = $2 ORDER BY slice DESC LIMIT ${2 * SLICES}`,
    [model, version],
  );
  const sketch = new Float64Array(size);
  let scores = 0;
  for (const row of rows) {
    const part = sketchOf(row.counts, size);
    if (scores >= window || part === undefined) break;
    addSketch(sketch, part);
    scores += row.scores;
  }
  return scores === 0 ? undefined : { scores, sketch };
}
