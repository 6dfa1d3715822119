import type { CategoricalColumn, NumericColumn, TrainingColumn } from '@mesh/training';

/** The largest number that a model's input can hold. */
export const LARGEST_FLOAT32 = 3.4028234663852886e38;

/** Reads a cell of a column as the graph sees it: rounded to 32 bits, NaN where nothing was measured. */
export function cellReader(column: TrainingColumn): (value: number | undefined) => number {
  const codes = column.kind === 'categorical' ? new Set(codesOf(column)) : undefined;
  const missing = column.kind === 'numeric' ? missingCode(column) : NaN;
  return (value) => {
    if (value === undefined || !(Math.abs(value) <= LARGEST_FLOAT32)) return NaN;
    const seen = Math.fround(value);
    return seen === missing || codes?.has(seen) === false ? NaN : seen;
  };
}

/** The codes of a column in 32 bits. */
export const codesOf = ({ categories }: CategoricalColumn): readonly number[] => categories.map(Math.fround);

/** The quantity that stands for "not measured", in 32 bits; NaN, which equals nothing, without one. */
export const missingCode = ({ missingValue }: NumericColumn): number => Math.fround(missingValue ?? NaN);
