/** A measure with its 95 % interval and the number of cases it rests on. */
export interface Measure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}
