import type { Seeded } from './seeded.js';

const ONSETS = [
  'b',
  'br',
  'c',
  'cl',
  'd',
  'dr',
  'f',
  'g',
  'gl',
  'h',
  'l',
  'm',
  'n',
  'p',
  'pr',
  'r',
  's',
  'st',
  't',
  'v',
];
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'ia', 'eo'];
const ENDINGS = ['l', 'n', 'r', 's', 't', 'x', 'm', 'nd', 'ct', ''];

/** Invented words as frequent as words of a language are: the n-th about 1/n as often as the first. */
export class ZipfWords {
  private readonly words: readonly string[];
  private readonly cumulated: Float64Array;

  constructor(
    count: number,
    private readonly seeded: Seeded,
  ) {
    const words = new Set<string>();
    while (words.size < count) words.add(this.invented());
    this.words = [...words];
    this.cumulated = new Float64Array(count);
    let sum = 0;
    for (let rank = 0; rank < count; rank += 1) this.cumulated[rank] = sum += 1 / (rank + 1);
  }

  /** The word of this rank, from 0 for the most frequent. */
  at(rank: number): string {
    return this.words[rank]!;
  }

  next(): string {
    const aim = this.seeded.next() * this.cumulated.at(-1)!;
    let low = 0;
    let high = this.cumulated.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.cumulated[middle]! < aim) low = middle + 1;
      else high = middle;
    }
    return this.words[low]!;
  }

  private invented(): string {
    const syllables = this.seeded.between(2, 4);
    return Array.from(
      { length: syllables },
      () => this.seeded.one(ONSETS) + this.seeded.one(VOWELS) + this.seeded.one(ENDINGS),
    ).join('');
  }
}
