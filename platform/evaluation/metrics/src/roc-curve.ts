import type { RocPoint } from '@mesh/models';

const MOST_POINTS = 200;

/**
 * The ROC curve: one point for each probability that was given, taken as the threshold from which on a case counts as
 * positive, from nobody to everybody. Points on a straight line between their neighbours are left out (Fawcett 2006,
 * Pattern Recognition Letters 27:861); of more than 200 that are left, every n-th stays, and the last.
 */
export function rocCurve(labels: ArrayLike<number>, probabilities: ArrayLike<number>): readonly RocPoint[] {
  const order = Uint32Array.from({ length: labels.length }, (_, i) => i).sort(
    (a, b) => probabilities[b]! - probabilities[a]!,
  );
  const positives = order.reduce((sum, i) => sum + labels[i]!, 0);
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return [];
  const corners: { readonly hits: number; readonly alarms: number; readonly threshold: number }[] = [];
  let [hits, alarms] = [0, 0];
  order.forEach((i, place) => {
    if (labels[i] === 1) hits += 1;
    else alarms += 1;
    const next = order[place + 1];
    // Cases of the same probability are never told apart.
    if (next !== undefined && probabilities[next] === probabilities[i]) return;
    const [before, last] = corners.slice(-2);
    const isStraight =
      before !== undefined &&
      last !== undefined &&
      (last.hits - before.hits) * (alarms - last.alarms) === (hits - last.hits) * (last.alarms - before.alarms);
    if (isStraight) corners.pop();
    corners.push({ hits, alarms, threshold: probabilities[i]! });
  });
  const step = Math.ceil(corners.length / MOST_POINTS);
  const kept = corners.filter((_, place) => place % step === 0 || place === corners.length - 1);
  return kept.map((corner) => ({
    threshold: corner.threshold,
    truePositiveRate: corner.hits / positives,
    falsePositiveRate: corner.alarms / negatives,
  }));
}
