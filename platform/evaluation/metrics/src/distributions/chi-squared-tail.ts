import { logGamma } from './log-gamma.js';

const MOST_TERMS = 10_000;
const PRECISION = 1e-16;
const TINY = 1e-300;

/**
 * P(X ≥ x) for chi-squared with k degrees of freedom: the regularised upper incomplete gamma function Q(k/2, x/2), by its
 * series below the mode and by Lentz's continued fraction above it (DLMF 8.7.1 and 8.9.2).
 */
export function chiSquaredTail(x: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom === 0 || x <= 0) return 1;
  const a = degreesOfFreedom / 2;
  const half = x / 2;
  const scale = Math.exp(a * Math.log(half) - half - logGamma(a));
  const tail = half < a + 1 ? 1 - scale * lowerSeries(a, half) : scale * upperFraction(a, half);
  return Math.min(1, Math.max(0, tail));
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MOST_TERMS && term > sum * PRECISION; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / nonZero(numerator * d + b);
    c = nonZero(b + numerator / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < PRECISION * 4) break;
  }
  return fraction;
}

const nonZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
