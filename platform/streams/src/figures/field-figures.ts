import type { AggregateFunction } from '@mesh/product';

/** Count, sum, compensation, running mean, sum of squared deviations, least and greatest value: in this order in the state. */
export type FieldState = readonly [
  n: number,
  sum: number,
  compensation: number,
  mean: number,
  m2: number,
  min: number,
  max: number,
];

/**
 * What is known of the values of one field in one window, in constant space. The sum is compensated: A. Neumaier,
 * "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974). The squared deviations are
 * kept as B. P. Welford does: "Note on a method for calculating corrected sums of squares", Technometrics 4 (1962).
 */
export class FieldFigures {
  private n = 0;
  private sum = 0;
  private compensation = 0;
  private mean = 0;
  private m2 = 0;
  private min = 0;
  private max = 0;

  static of([n, sum, compensation, mean, m2, min, max]: FieldState): FieldFigures {
    return Object.assign(new FieldFigures(), { n, sum, compensation, mean, m2, min, max });
  }

  /** Takes one finite value in. */
  add(value: number): void {
    this.n += 1;
    const sum = this.sum + value;
    this.compensation += Math.abs(this.sum) >= Math.abs(value) ? this.sum - sum + value : value - sum + this.sum;
    this.sum = sum;
    const distance = value - this.mean;
    this.mean += distance / this.n;
    this.m2 += distance * (value - this.mean);
    this.min = this.n === 1 ? value : Math.min(this.min, value);
    this.max = this.n === 1 ? value : Math.max(this.max, value);
  }

  /** The figure in the unit of the field; null where there are too few values for it. */
  figure(of: Exclude<AggregateFunction, 'count'>): number | null {
    if (this.n === 0) return null;
    switch (of) {
      case 'sum':
        return this.sum + this.compensation;
      case 'mean':
        return (this.sum + this.compensation) / this.n;
      case 'min':
        return this.min;
      case 'max':
        return this.max;
      case 'stddev':
        return this.n < 2 ? null : Math.sqrt(this.m2 / (this.n - 1));
    }
  }

  get state(): FieldState {
    return [this.n, this.sum, this.compensation, this.mean, this.m2, this.min, this.max];
  }
}
