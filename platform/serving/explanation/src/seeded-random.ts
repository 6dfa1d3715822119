/** Uniform numbers in [0, 1), the same for the same seed: xorshift32 (Marsaglia, Journal of Statistical Software 8(14), 2003). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** 0 to n − 1 in an order that is equally likely as any other (Fisher and Yates). */
export function permutationOf(n: number, random: () => number): number[] {
  const order = Array.from({ length: n }, (_, place) => place);
  for (let place = n - 1; place > 0; place -= 1) {
    const other = Math.floor(random() * (place + 1));
    [order[place], order[other]] = [order[other] as number, order[place] as number];
  }
  return order;
}
