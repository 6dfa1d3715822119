import type { NumericColumn, TrainingColumn } from '@mesh/training';

/**
 * One column of the design matrix, learned from training rows: `at` is the feature's position, `mean` and `scale` the mean and
 * population standard deviation after imputation (scale 1 where constant).
 */
export type Term =
  | {
      readonly kind: 'quantity';
      readonly at: number;
      readonly column: NumericColumn;
      readonly fill: number;
      readonly mean: number;
      readonly scale: number;
    }
  | {
      readonly kind: 'missing';
      readonly at: number;
      readonly column: NumericColumn;
      readonly mean: number;
      readonly scale: number;
    }
  | {
      readonly kind: 'category';
      readonly at: number;
      readonly category: number;
      readonly mean: number;
      readonly scale: number;
    };

/**
 * Learns imputation, encoding and scaling. A quantity that was not measured takes the median. A code that was not measured, or
 * is not known, takes the share of each category: after standardisation that is exactly 0, so it moves the score neither way.
 * A column of its own for "missing", or all zeros, would instead read the habits of one site as evidence at another, which
 * costs calibration and discrimination where a whole column was never measured. A category that no training row has is left
 * out and so counts as not measured.
 */
export function learnTerms(columns: readonly TrainingColumn[], rows: readonly Float64Array[]): readonly Term[] {
  return columns.flatMap((column, at): readonly Term[] => {
    const values = rows.map((row) => row[at]!);
    if (column.kind === 'categorical') {
      const known = values.filter((value) => column.categories.includes(value)).length;
      return column.categories
        .map((category) => ({ category, count: values.filter((value) => value === category).length }))
        .filter(({ count }) => count > 0)
        .map(({ category, count }) => {
          const share = count / known;
          const spread = (count * (1 - share) ** 2 + (known - count) * share ** 2) / values.length;
          return { kind: 'category', at, category, mean: share, scale: Math.sqrt(spread) || 1 };
        });
    }
    const measured = values.filter((value) => isMeasured(column, value));
    const fill = median(measured);
    const filled = values.map((value) => (isMeasured(column, value) ? value : fill));
    const quantity = { kind: 'quantity', at, column, fill, ...standard(filled) } as const;
    if (!column.missingIndicator) return [quantity];
    return [
      quantity,
      { kind: 'missing', at, column, ...standard(values.map((value) => (isMeasured(column, value) ? 0 : 1))) },
    ];
  });
}

/** The standardised value of each term for each row, row-major. */
export function designValues(terms: readonly Term[], rows: readonly Float64Array[]): Float64Array {
  const known = new Map<number, Set<number>>();
  for (const term of terms) {
    if (term.kind === 'category') known.set(term.at, (known.get(term.at) ?? new Set()).add(term.category));
  }
  const values = new Float64Array(rows.length * terms.length);
  rows.forEach((row, i) => {
    terms.forEach((term, j) => {
      values[i * terms.length + j] = (rawValue(term, row[term.at]!, known) - term.mean) / term.scale;
    });
  });
  return values;
}

function rawValue(term: Term, value: number, known: ReadonlyMap<number, ReadonlySet<number>>): number {
  switch (term.kind) {
    case 'quantity':
      return isMeasured(term.column, value) ? value : term.fill;
    case 'missing':
      return isMeasured(term.column, value) ? 0 : 1;
    case 'category':
      if (!known.get(term.at)!.has(value)) return term.mean;
      return value === term.category ? 1 : 0;
  }
}

function isMeasured({ missingValue }: NumericColumn, value: number): boolean {
  return Number.isFinite(value) && value !== missingValue;
}

/** 0 where there is no value: the column is then constant and gets no weight. */
function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function standard(values: readonly number[]): { readonly mean: number; readonly scale: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const scale = Math.sqrt(variance);
  // Rounding leaves a constant column a spread of some 1e-16 of its size; dividing by that would make noise a feature.
  return { mean, scale: scale > 1e-12 * Math.abs(mean) ? scale : 1 };
}
