/** Beyond so many deviations a value says no more than at them. */
export const REACH = 10;
/** Fewer values than this do not tell what is normal. */
const TRUSTED = 10;
/** Rounding leaves a constant a spread of some 1e-16 of its size. */
const CONSTANT = 1e-12;

/** Count, mean and sum of squared deviations, as they are kept. */
export type MomentsState = readonly [count: number, mean: number, squares: number];

/**
 * Running mean and variance (Welford, Technometrics 1962;4:419). A value further than ten deviations from the mean enters
 * as if it stood there (winsorised): one wrong unit must not blind a column for good, while a lasting change, entering
 * again and again, widens the deviation until it is inside.
 */
export class RunningMoments {
  constructor(
    private n = 0,
    private average = 0,
    private squares = 0,
  ) {}

  static of([count, mean, squares]: MomentsState): RunningMoments {
    return new RunningMoments(count, mean, squares);
  }

  get count(): number {
    return this.n;
  }

  get mean(): number {
    return this.average;
  }

  /** Sum of the squared deviations from the mean. */
  get sumOfSquares(): number {
    return this.squares;
  }

  /** Of the population; 0 where all values are equal but for rounding. */
  get deviation(): number {
    const deviation = this.n < 2 ? 0 : Math.sqrt(this.squares / this.n);
    return deviation > CONSTANT * Math.abs(this.average) ? deviation : 0;
  }

  add(value: number): void {
    const within = this.n < TRUSTED ? value : this.winsorised(value);
    this.n += 1;
    const before = within - this.average;
    this.average += before / this.n;
    this.squares += before * (within - this.average);
  }

  state(): MomentsState {
    return [this.n, this.average, this.squares];
  }

  private winsorised(value: number): number {
    const reach = REACH * this.deviation;
    // Where all were equal so far nothing says how far is far.
    return reach === 0 ? value : Math.min(Math.max(value, this.average - reach), this.average + reach);
  }
}

/** How many deviations a value lies from the mean, at most ten to either side. */
export const standardised = (value: number, mean: number, deviation: number): number =>
  Math.min(Math.max((value - mean) / deviation, -REACH), REACH);

/** The probability of log odds, without overflow. */
export const expit = (logit: number): number => 1 / (1 + Math.exp(-logit));
