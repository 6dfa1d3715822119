import type { Background } from './background.js';
import type { RowFunction } from './row-function.js';
import { permutationOf, seededRandom } from './seeded-random.js';

/** Shapley values by sampling, each with its standard error. */
export interface SampledContributions {
  readonly contributions: readonly number[];
  readonly standardErrors: readonly number[];
  /** Mean of the function over the background rows that were walked from. */
  readonly base: number;
  readonly walks: number;
}

/**
 * Estimates Shapley values against a background (interventional): walks from a background row to the row, changing one
 * feature after another in a random order, and back in the opposite order; a feature's contribution is its mean step.
 * Permutation sampling with antithetic pairs: Štrumbelj and Kononenko, Knowledge and Information Systems 41, 2014; Mitchell,
 * Cooper, Frank and Holmes, JMLR 23(43), 2022. Every background row is walked from equally often, so that base and
 * contributions add up to the value. Error by the spread of the pairs, falling with the root of their number.
 */
export async function sampledContributions(
  evaluate: RowFunction,
  row: ArrayLike<number>,
  { background, rounds, seed }: { readonly background: Background; readonly rounds: number; readonly seed: number },
): Promise<SampledContributions> {
  const { values, rows } = background;
  const width = row.length;
  const random = seededRandom(seed);
  const pairs = rounds * rows;
  const [sums, squares] = [new Float64Array(width), new Float64Array(width)];
  let base = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    const from = values.subarray((pair % rows) * width, ((pair % rows) + 1) * width);
    const order = permutationOf(width, random);
    const there = walk(from, row, order);
    const back = walk(from, row, order.toReversed());
    const answers = await evaluate(Float32Array.of(...there, ...back));
    base += (answers[0] as number) / pairs;
    const reversed = (nth: number): number => answers[width + 1 + nth] as number;
    order.forEach((feature, nth) => {
      const forth = (answers[nth + 1] as number) - (answers[nth] as number);
      const back = reversed(width - nth) - reversed(width - nth - 1);
      const step = (forth + back) / 2;
      sums[feature] = (sums[feature] as number) + step;
      squares[feature] = (squares[feature] as number) + step * step;
    });
  }
  const contributions = Array.from(sums, (sum) => sum / pairs);
  const standardErrors = Array.from(squares, (square, feature) => {
    const variance = Math.max(0, square / pairs - (contributions[feature] as number) ** 2);
    return Math.sqrt(variance / Math.max(1, pairs - 1));
  });
  return { contributions, standardErrors, base, walks: 2 * pairs };
}

/** The rows on the way: from the first to the second, a feature at a time. */
function walk(from: Float32Array, to: ArrayLike<number>, order: readonly number[]): Float32Array {
  const width = from.length;
  const path = new Float32Array((width + 1) * width);
  path.set(from);
  order.forEach((feature, nth) => {
    path.copyWithin((nth + 1) * width, nth * width, (nth + 1) * width);
    path[(nth + 1) * width + feature] = to[feature] as number;
  });
  return path;
}
