import type { Background } from './background.js';
import type { RowFunction } from './row-function.js';

/** Rounding of 32-bit floats over a dozen sums of the size of log-odds. */
const TOLERANCE = 1e-4;

/** The part that each feature has in a function that is a sum of functions of one feature each. */
export interface AdditiveParts {
  readonly base: number;
  /** Contribution of each feature of a row, in the order of the features. */
  contributionsOf(row: ArrayLike<number>): Promise<readonly number[]>;
}

/**
 * Finds the parts of an additive function, such as the log-odds of a logistic regression whatever its encoding of each
 * feature: one feature after another takes the background's values while the others stay. The contribution of a feature is
 * its part less the part's mean over the background, which is the Shapley value of an additive function exactly (Lundberg
 * and Lee, NeurIPS 2017, corollary 1). Undefined when the parts do not add up for each row of the background.
 */
export async function additiveParts(
  evaluate: RowFunction,
  { values, rows }: Background,
): Promise<AdditiveParts | undefined> {
  const width = values.length / rows;
  const pivot = values.slice(0, width);
  const [atPivot] = await evaluate(pivot);
  const whole = await evaluate(values);
  // Row i of feature j: the pivot with the value of background row i in place j.
  const swapped = new Float32Array(width * rows * width);
  for (let feature = 0; feature < width; feature += 1)
    for (let row = 0; row < rows; row += 1) {
      const at = (feature * rows + row) * width;
      swapped.set(pivot, at);
      swapped[at + feature] = values[row * width + feature] as number;
    }
  const parts = (await evaluate(swapped)).map((value) => value - (atPivot as number));
  const means = new Float64Array(width);
  for (let row = 0; row < rows; row += 1) {
    let sum = atPivot as number;
    for (let feature = 0; feature < width; feature += 1) {
      const part = parts[feature * rows + row] as number;
      sum += part;
      means[feature] = (means[feature] as number) + part / rows;
    }
    const value = whole[row] as number;
    if (!(Math.abs(sum - value) <= TOLERANCE * Math.max(1, Math.abs(value)))) return undefined;
  }
  return {
    base: (atPivot as number) + means.reduce((sum, mean) => sum + mean, 0),
    contributionsOf: async (row) => {
      const probes = new Float32Array(width * width);
      for (let feature = 0; feature < width; feature += 1) {
        probes.set(pivot, feature * width);
        probes[feature * width + feature] = row[feature] as number;
      }
      const answers = await evaluate(probes);
      return Array.from(answers, (answer, feature) => answer - (atPivot as number) - (means[feature] as number));
    },
  };
}
