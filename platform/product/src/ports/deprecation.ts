import type { Version } from '../declaration/version.js';

/** A day of the Gregorian calendar, `2027-03-31`. */
export type Day = `${number}-${number}-${number}`;

/** The end of a port or a product, told in time: `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) headers follow from it. */
export interface Deprecation {
  /** The version of the product that announced it. */
  readonly since: Version;
  /** The day on which the announcement was made, UTC. */
  readonly announced: Day;
  /** The first day on which it may be gone, UTC. */
  readonly sunset: Day;
  /** What to use instead: a port of the product, or the id of another product. */
  readonly replacement: string;
}
