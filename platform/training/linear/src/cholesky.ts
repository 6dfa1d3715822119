/**
 * Solves A·x = b for a symmetric positive definite A (k × k, row-major), which it overwrites with its Cholesky factor.
 * Undefined when A is not positive definite to working precision.
 */
export function solvePositiveDefinite(a: Float64Array, b: Float64Array): Float64Array | undefined {
  const k = b.length;
  for (let j = 0; j < k; j++) {
    const before = a[j * k + j]!;
    let pivot = before;
    for (let s = 0; s < j; s++) pivot -= a[j * k + s]! ** 2;
    if (!(pivot > before * 1e-14)) return undefined;
    const root = Math.sqrt(pivot);
    a[j * k + j] = root;
    for (let i = j + 1; i < k; i++) {
      let sum = a[i * k + j]!;
      for (let s = 0; s < j; s++) sum -= a[i * k + s]! * a[j * k + s]!;
      a[i * k + j] = sum / root;
    }
  }
  const x = b.slice();
  for (let i = 0; i < k; i++) {
    for (let s = 0; s < i; s++) x[i]! -= a[i * k + s]! * x[s]!;
    x[i]! /= a[i * k + i]!;
  }
  for (let i = k - 1; i >= 0; i--) {
    for (let s = i + 1; s < k; s++) x[i]! -= a[s * k + i]! * x[s]!;
    x[i]! /= a[i * k + i]!;
  }
  return x;
}
