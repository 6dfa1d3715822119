/** Where something came, an expected count of 0 would have made it impossible; it is kept this far away. */
const LEAST_EXPECTED = 1e-6;

/**
 * The Poisson deviance of each case, 2 (y ln(y / μ) − (y − μ)) with y ln y = 0 at 0 (McCullagh & Nelder, Generalized Linear
 * Models, 2nd ed., 2.3.1); their mean is scikit-learn's `mean_poisson_deviance`.
 */
export function poissonDeviances(observed: ArrayLike<number>, expected: ArrayLike<number>): Float64Array {
  return Float64Array.from(observed, (count, i) => poissonDeviance(count, expected[i]!));
}

/** What each case deviates from the plain mean of all. */
export function poissonDeviancesOfMean(observed: ArrayLike<number>): Float64Array {
  const mean = meanOf(observed);
  return Float64Array.from(observed, (count) => poissonDeviance(count, mean));
}

/** The mean of numbers. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

function poissonDeviance(count: number, expected: number): number {
  if (count === 0) return 2 * expected;
  const kept = Math.max(LEAST_EXPECTED, expected);
  return 2 * (count * Math.log(count / kept) - (count - kept));
}
