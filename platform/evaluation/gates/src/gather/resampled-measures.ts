/** The place of each probability among the distinct ones, from 0: all that the area under the ROC curve depends on. */
export function denseRanks(probabilities: ArrayLike<number>): Float64Array {
  const distinct = [...new Set(Array.from(probabilities))].sort((a, b) => a - b);
  const places = new Map(distinct.map((value, place) => [value, place]));
  return Float64Array.from(probabilities, (value) => places.get(value)!);
}

/** Area under the ROC curve of dense ranks by counting, ties half: linear, where sorting in each of a thousand rounds is not. */
export function rocAucOfRanks(labels: Uint8Array, ranks: Float64Array): number {
  const counts = [new Uint32Array(ranks.length), new Uint32Array(ranks.length)] as const;
  for (let i = 0; i < labels.length; i++) counts[labels[i] === 1 ? 1 : 0][ranks[i]!]!++;
  let [below, wins, positives] = [0, 0, 0];
  for (let rank = 0; rank < ranks.length; rank++) {
    wins += counts[1][rank]! * (below + counts[0][rank]! / 2);
    below += counts[0][rank]!;
    positives += counts[1][rank]!;
  }
  return wins / (positives * below);
}

/** Brier score without its interval. */
export function meanSquaredError(labels: Uint8Array, probabilities: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < labels.length; i++) sum += (probabilities[i]! - labels[i]!) ** 2;
  return sum / labels.length;
}

/** The mean of what was measured of each row before. */
export function meanOfValues(_: Uint8Array, values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
