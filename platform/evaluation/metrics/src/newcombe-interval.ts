import { Z_95 } from './interval.js';

/** 95 % score interval of an area under the curve of m positives and n negatives (Newcombe, Stat Med 2006;25:559, method 5). */
export function newcombeInterval(value: number, m: number, n: number): readonly [number, number] {
  const half = (m + n) / 2 - 1;
  const distance = (theta: number) => {
    const spread = 1 + half * ((1 - theta) / (2 - theta) + theta / (1 + theta));
    return Math.abs(value - theta) - Z_95 * Math.sqrt((theta * (1 - theta) * spread) / (m * n));
  };
  return [value === 0 ? 0 : root(distance, 0, value), value === 1 ? 1 : root(distance, 1, value)];
}

/** Bisects between a point outside the interval and the estimate inside it; 60 halvings exhaust a double. */
function root(distance: (theta: number) => number, outside: number, inside: number): number {
  let [out, within] = [outside, inside];
  for (let i = 0; i < 60; i++) {
    const middle = (out + within) / 2;
    if (distance(middle) > 0) out = middle;
    else within = middle;
  }
  return (out + within) / 2;
}
