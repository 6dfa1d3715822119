/** The values that are numbers, ascending; a missing value (NaN) is no part of a distribution and is counted apart. */
export function measured(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
}
