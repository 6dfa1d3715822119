import { numeric, type TrainingColumn } from '@mesh/training';

/** A stream of labelled rows, the same each time. */
export interface LabelledStream {
  readonly columns: readonly TrainingColumn[];
  readonly rows: readonly Float64Array[];
  readonly labels: readonly (0 | 1)[];
}

const COLUMNS = 10;

/** Ten quantities of different scale, all measured; the first five decide, with noise. */
export function labelledStream(count: number): LabelledStream {
  let state = 11;
  // Park and Miller, CACM 31 (1988): enough for a load.
  const next = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const rows: Float64Array[] = [];
  const labels: (0 | 1)[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const draws = Array.from({ length: COLUMNS }, next);
    const sense = draws.slice(0, 5).reduce((sum, draw, at) => sum + (at % 2 === 0 ? draw : -draw), -0.5);
    labels.push(sense + next() - 0.5 > 0 ? 1 : 0);
    rows.push(Float64Array.from(draws, (draw, at) => draw * 10 ** (at % 3)));
  }
  return { columns: Array.from({ length: COLUMNS }, (_, at) => numeric(`q${at}`)), rows, labels };
}
