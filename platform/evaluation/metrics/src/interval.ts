/** The 97.5 % point of the standard normal distribution: half a two-sided 95 % interval. */
export const Z_95 = 1.959963984540054;

/** Cuts a bound to the range of a share. */
export function withinUnit(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** Unbiased sample variance; 0 for fewer than two values. */
export function sampleVariance(values: ArrayLike<number>, mean: number): number {
  if (values.length < 2) return 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2;
  return squares / (values.length - 1);
}
