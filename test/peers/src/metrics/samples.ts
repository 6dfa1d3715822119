/** Numbers in [0, 1): a linear congruential generator modulo 2³² (Numerical Recipes' constants), its upper bits. */
function numbers(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return ((state >>> 8) + 0.5) / 16_777_216;
  };
}

/** A standard normal number (Box & Muller 1958). */
const normal = (next: () => number): number => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());

const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));

/** Outcomes and the probabilities that a fair model gave them; both outcomes occur. */
export function judgedCases(plan: {
  readonly cases: number;
  readonly rate: number;
  readonly seed: number;
  readonly decimals: number;
}): { readonly labels: number[]; readonly probabilities: number[] } {
  const next = numbers(plan.seed);
  const labels = Array.from({ length: plan.cases }, (_, i) => (i === 0 ? 1 : i > 1 && next() < plan.rate ? 1 : 0));
  const probabilities = labels.map((label) =>
    rounded(1 / (1 + Math.exp(-(1.2 * (2 * label - 1) + 1.5 * normal(next)))), plan.decimals),
  );
  return { labels, probabilities };
}

/** Normal values around `shift`, in units of ten. */
export function sample(plan: {
  readonly size: number;
  readonly seed: number;
  readonly shift?: number;
  readonly decimals?: number;
}): number[] {
  const next = numbers(plan.seed);
  return Array.from({ length: plan.size }, () => rounded(10 * (normal(next) + (plan.shift ?? 0)), plan.decimals ?? 9));
}

/** Counts around means that a model nearly knew. */
export function foreseenCounts(plan: { readonly cases: number; readonly mean: number; readonly seed: number }): {
  readonly observed: number[];
  readonly expected: number[];
} {
  const next = numbers(plan.seed);
  const means = Array.from({ length: plan.cases }, () => plan.mean * Math.exp(0.6 * normal(next)));
  return {
    observed: means.map((mean) => Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(next)))),
    expected: means.map((mean) => mean * Math.exp(0.2 * normal(next))),
  };
}
