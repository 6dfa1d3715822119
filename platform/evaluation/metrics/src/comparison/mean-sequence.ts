/** Greatest bet; below 1, so that the logarithm stays finite. */
const MOST_STAKE = 0.5;

/** What a sequence needs to go on after a restart. */
export interface MeanSequenceState {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
  readonly stakes: number;
  readonly stakedSum: number;
  readonly spread: number;
  readonly low: number;
  readonly high: number;
}

const START: MeanSequenceState = { n: 0, sum: 0, squares: 0, stakes: 0, stakedSum: 0, spread: 0, low: 0, high: 1 };

/**
 * Confidence sequence for the mean of values in 0–1: it holds the mean at all times together with chance ≥ 1 − α, however often
 * it is looked at. Predictable plug-in empirical Bernstein (Waudby-Smith & Ramdas, JRSS B 2024;86:1, theorem 2), running
 * intersection. Constant memory.
 */
export class MeanSequence {
  constructor(
    private readonly alpha: number,
    private state: MeanSequenceState = START,
  ) {}

  observe(value: number): void {
    const { n, sum, squares, stakes, stakedSum, spread } = this.state;
    // Stake and guess rest on what came before alone; that makes the sequence valid.
    const guess = (0.5 + sum) / (n + 1);
    const variance = (0.25 + squares) / (n + 1);
    const t = n + 1;
    const stake = Math.min(MOST_STAKE, Math.sqrt((2 * Math.log(2 / this.alpha)) / (variance * t * Math.log(1 + t))));
    const psi = (-Math.log(1 - stake) - stake) / 4;
    const next = {
      n: t,
      sum: sum + value,
      squares: squares + (value - (0.5 + sum + value) / (t + 1)) ** 2,
      stakes: stakes + stake,
      stakedSum: stakedSum + stake * value,
      spread: spread + 4 * (value - guess) ** 2 * psi,
    };
    const centre = next.stakedSum / next.stakes;
    const reach = (Math.log(2 / this.alpha) + next.spread) / next.stakes;
    const low = Math.max(this.state.low, centre - reach);
    const high = Math.min(this.state.high, centre + reach);
    // Empty only when the mean itself has moved; then what was last known stands.
    this.state = low <= high ? { ...next, low, high } : { ...next, low: this.state.low, high: this.state.high };
  }

  snapshot(): MeanSequenceState {
    return this.state;
  }
}
