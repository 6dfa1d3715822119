/**
 * P(D ≥ h/(m·n)) of the two-sample Kolmogorov–Smirnov statistic when both samples come from one continuous distribution:
 * exact, by the chance that a random path through the m × n lattice leaves the band (Hodges, Ark Mat 1958;3:469).
 */
export function exactSmirnovTail(m: number, n: number, h: number): number {
  if (h <= 0) return 1;
  const left = new Float64Array(n + 1);
  for (let i = 0; i <= m; i++) {
    for (let j = 0; j <= n; j++) {
      if (Math.abs(i * n - j * m) >= h) left[j] = 1;
      else if (i + j === 0) left[j] = 0;
      // Of the paths to (i, j) the share i/(i + j) comes from (i − 1, j), the rest from (i, j − 1).
      else left[j] = (i * left[j]! + (j > 0 ? j * left[j - 1]! : 0)) / (i + j);
    }
  }
  return Math.min(1, left[n]!);
}

/** P(K ≥ t) of Kolmogorov's limit distribution: 2·Σ (−1)^(k−1)·exp(−2k²t²), by its theta-dual where that converges faster. */
export function kolmogorovTail(t: number): number {
  if (t <= 0) return 1;
  let sum = 0;
  if (t < 1) {
    for (let k = 1; k <= 20; k++) sum += Math.exp((-((2 * k - 1) ** 2) * Math.PI ** 2) / (8 * t * t));
    return 1 - (Math.sqrt(2 * Math.PI) / t) * sum;
  }
  for (let k = 1; k <= 20; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * t * t);
  return sum;
}
