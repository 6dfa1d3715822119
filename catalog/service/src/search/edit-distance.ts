/**
 * Slips of the finger between two words: letters left out, added, mistaken, or exchanged with their neighbour
 * (Damerau and Levenshtein, restricted: optimal string alignment).
 */
export function editDistance(one: string, other: string): number {
  const [from, to] = [[...one], [...other]];
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const mistaken = from[row - 1] === to[column - 1] ? 0 : 1;
      let slips = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + mistaken);
      const isExchanged = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (isExchanged) slips = Math.min(slips, beforeLast[column - 2]! + 1);
      current.push(slips);
    }
    [beforeLast, last] = [last, current];
  }
  return last[to.length]!;
}
