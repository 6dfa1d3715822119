/** Buckets of one size before two become one of the next. */
const MOST_BUCKETS = 5;
/** Fewer values than this on one side of a cut prove nothing. */
const LEAST_VALUES = 5;
/** Looking at each value would cost a scan of the window; 32 is the authors' choice. */
const LOOK_EVERY = 32;

/** Sum and sum of squared deviations of 2^row neighbouring values. */
type Bucket = readonly [total: number, squares: number];

export interface AdwinState {
  readonly seen: number;
  /** Oldest bucket first within a row; row r has buckets of 2^r values. */
  readonly rows: readonly (readonly Bucket[])[];
}

/** A change in the mean of a stream. */
export interface Change {
  /** How many of the latest values belong to what is new. */
  readonly width: number;
  readonly before: number;
  readonly after: number;
}

/**
 * ADWIN2 (Bifet, Gavaldà, Learning from time-changing data with adaptive windowing, SDM 2007): a window over values from 0
 * to 1 that grows while their mean stands and drops its older part when two parts differ by more than chance. An
 * exponential histogram, so that a window of n values takes O(log n) of memory.
 */
export class Adwin {
  private seen: number;
  private readonly rows: Bucket[][];

  /** `delta` is the chance of a cut where nothing has changed. */
  constructor(
    private readonly delta = 0.002,
    state: AdwinState = { seen: 0, rows: [[]] },
  ) {
    this.seen = state.seen;
    this.rows = state.rows.map((row) => [...row]);
  }

  get width(): number {
    return this.rows.reduce((sum, row, r) => sum + row.length * 2 ** r, 0);
  }

  get mean(): number {
    const width = this.width;
    return width === 0 ? 0 : this.rows.flat().reduce((sum, [total]) => sum + total, 0) / width;
  }

  /** Takes in a value; gives the change where this value shows one. */
  add(value: number): Change | undefined {
    this.seen += 1;
    this.rows[0]!.push([value, 0]);
    this.compress();
    if (this.seen % LOOK_EVERY !== 0) return undefined;
    const before = this.mean;
    let hasChanged = false;
    while (this.shouldCut()) {
      hasChanged = true;
      this.rows.at(-1)!.shift();
      while (this.rows.length > 1 && this.rows.at(-1)!.length === 0) this.rows.pop();
    }
    return hasChanged ? { width: this.width, before, after: this.mean } : undefined;
  }

  state(): AdwinState {
    return { seen: this.seen, rows: this.rows.map((row) => [...row]) };
  }

  private compress(): void {
    for (let r = 0; this.rows[r]!.length > MOST_BUCKETS; r++) {
      const [[one, squaresOfOne], [other, squaresOfOther]] = this.rows[r]!.splice(0, 2) as [Bucket, Bucket];
      const size = 2 ** r;
      const apart = (one - other) / size;
      (this.rows[r + 1] ??= []).push([one + other, squaresOfOne + squaresOfOther + (apart * apart * size) / 2]);
    }
  }

  private shouldCut(): boolean {
    const width = this.width;
    if (width < 2 * LEAST_VALUES) return false;
    const total = this.rows.flat().reduce((sum, [of]) => sum + of, 0);
    const variance = this.squares(total / width) / width;
    const chance = Math.log((2 * Math.log(width)) / this.delta);
    let [older, sumOfOlder] = [0, 0];
    for (let r = this.rows.length - 1; r >= 0; r--) {
      for (const [of] of this.rows[r]!) {
        older += 2 ** r;
        sumOfOlder += of;
        const newer = width - older;
        if (older < LEAST_VALUES || newer < LEAST_VALUES) continue;
        const inverse = 1 / older + 1 / newer;
        const bound = Math.sqrt(2 * inverse * variance * chance) + (2 / 3) * inverse * chance;
        if (Math.abs(sumOfOlder / older - (total - sumOfOlder) / newer) > bound) return true;
      }
    }
    return false;
  }

  private squares(mean: number): number {
    return this.rows.reduce(
      (sum, row, r) =>
        sum + row.reduce((of, [total, squares]) => of + squares + 2 ** r * (total / 2 ** r - mean) ** 2, 0),
      0,
    );
  }
}
