/** How the values of one column are counted: the same bins for the snapshot and for what comes later. */
export interface ColumnPlan {
  readonly name: string;
  readonly kind: 'numeric' | 'categorical';
  /** Ascending. Numeric: upper bounds, a last bin holds what is above; categorical: the codes, a last bin holds all others. */
  readonly cuts: Float64Array;
  /** Of the snapshot. */
  readonly low: number;
  readonly high: number;
  /** Where the column's figures begin in a sketch. */
  readonly offset: number;
}

const MOST_CATEGORIES = 10;
const MOST_CUTS = 32;
const SCORE_BINS = 128;

/** Figures of a column in a sketch: a count and a sum a bin, then how many were missing and how many out of range. */
export const sizeOf = ({ cuts }: Pick<ColumnPlan, 'cuts'>): number => 2 * (cuts.length + 1) + 2;

/** A few whole numbers are codes; all else is a quantity, cut at its quantiles. `values` holds NaN where not measured. */
export function planColumn(name: string, values: Float64Array, offset: number): ColumnPlan {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const distinct = Float64Array.from(new Set(known));
  const [low, high] = [known[0] ?? 0, known[known.length - 1] ?? 0];
  const areCodes = distinct.length <= MOST_CATEGORIES && distinct.every(Number.isInteger);
  if (areCodes || distinct.length <= MOST_CUTS)
    return { name, kind: areCodes ? 'categorical' : 'numeric', cuts: distinct, low, high, offset };
  const quantiles = Array.from(
    { length: MOST_CUTS },
    (_, k) => known[Math.round(((known.length - 1) * (k + 1)) / MOST_CUTS)]!,
  );
  return { name, kind: 'numeric', cuts: Float64Array.from(new Set(quantiles)), low, high, offset };
}

/** The score's own column: equal widths, so that calibration errors do not hide between the bins. */
export const planScore = (offset: number): ColumnPlan => ({
  name: 'score',
  kind: 'numeric',
  cuts: Float64Array.from({ length: SCORE_BINS }, (_, k) => (k + 1) / SCORE_BINS),
  low: 0,
  high: 1,
  offset,
});

/** The first bin whose bound is not below the value; for codes, the last bin where it is none of them. */
export function binOf({ cuts, kind }: ColumnPlan, value: number): number {
  let [from, to] = [0, cuts.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (cuts[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return kind === 'categorical' && cuts[from] !== value ? cuts.length : from;
}
