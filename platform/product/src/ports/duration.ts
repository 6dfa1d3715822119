type DurationUnit = 'ms' | 's' | 'm' | 'h' | 'd' | 'y';

/** A length of time in one unit: `25ms`, `5m`, `7y`. */
export type Duration = `${number}${DurationUnit}`;

const MILLISECONDS: Readonly<Record<DurationUnit, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  y: 31_557_600_000,
};

/** The duration in milliseconds; a year is the Julian year of 365.25 days. */
export function durationMs(duration: Duration): number {
  const parts = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|y)$/.exec(duration);
  if (parts === null) throw new RangeError('a duration is a number and one of ms, s, m, h, d, y');
  return Number(parts[1]) * MILLISECONDS[parts[2] as DurationUnit];
}
