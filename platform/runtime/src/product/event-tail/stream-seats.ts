import { RuntimeErrors } from '../../runtime.errors.js';

/** How many may listen at once. */
export interface SeatLimits {
  readonly aCaller: number;
  readonly altogether: number;
}

/** The places of those who listen to one port. */
export class StreamSeats {
  private readonly taken = new Map<string, number>();
  private all = 0;

  constructor(
    private readonly limits: SeatLimits,
    private readonly full: () => Error = RuntimeErrors.TOO_MANY_STREAMS,
  ) {}

  get open(): number {
    return this.all;
  }

  /** Takes a place and gives the way to leave it; throws that all are taken. */
  take(caller: string): () => void {
    const own = this.taken.get(caller) ?? 0;
    if (own >= this.limits.aCaller || this.all >= this.limits.altogether) throw this.full();
    this.taken.set(caller, own + 1);
    this.all += 1;
    return () => {
      const left = (this.taken.get(caller) ?? 1) - 1;
      if (left > 0) this.taken.set(caller, left);
      else this.taken.delete(caller);
      this.all -= 1;
    };
  }
}
