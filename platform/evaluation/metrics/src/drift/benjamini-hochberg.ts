/**
 * p-values adjusted for the false discovery rate (Benjamini & Hochberg, JRSS B 1995;57:289), in the order given: what stays
 * below α names, on average, at most a share α of false alarms.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[b]! - pValues[a]!);
  const adjusted = new Array<number>(pValues.length);
  let least = 1;
  order.forEach((place, k) => {
    least = Math.min(least, (pValues[place]! * pValues.length) / (pValues.length - k));
    adjusted[place] = least;
  });
  return adjusted;
}
