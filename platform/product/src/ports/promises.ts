import type { Duration } from './duration.js';

/** Service levels that the product is measured against. */
export interface Promises {
  /** Share of answered calls, 0–1. */
  readonly availability: number;
  readonly latencyP99?: Duration;
  readonly freshness: Duration;
  readonly retention: Duration;
}

/** Declares service levels once for several products. */
export const promises = <const P extends Promises>(levels: P): P => Object.freeze(levels);
