import { durationMs, type Duration } from '../ports/duration.js';

/** How a processing tells that a time is complete: its watermark, and what it does about events behind it. */
export interface Timing {
  /** Bounded disorder: the watermark stays this far behind the latest event time that was seen of each partition. */
  readonly outOfOrderness: Duration;
  /** Allowed lateness: for this long behind the watermark an event still counts, and corrects what was given. */
  readonly lateness: Duration;
  /** A partition that has been silent, and read to its end, for this long no longer holds the watermark back. */
  readonly idleness: Duration;
}

/** What a team says of it; by default events of a partition come in order, and silence counts after a minute. */
export interface TimingSpec {
  readonly lateness: Duration;
  readonly outOfOrderness?: Duration;
  readonly idleness?: Duration;
}

/** The timing with its defaults. */
export function timing({ lateness, outOfOrderness = '0s', idleness = '1m' }: TimingSpec): Timing {
  for (const duration of [lateness, outOfOrderness, idleness]) {
    if (!Number.isInteger(durationMs(duration))) throw new RangeError('a duration is a whole number of milliseconds');
  }
  return { lateness, outOfOrderness, idleness };
}
