/** Milliseconds of a day without a change of clocks. */
export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    const two = '2-digit';
    format = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: zone, calendar: 'iso8601', hourCycle: 'h23', year: 'numeric' },
      ...{ month: two, day: two, hour: two, minute: two, second: two },
    });
    formats.set(zone, format);
  }
  return format;
}

/** Whether the name is a time zone that this runtime knows. */
export function isTimeZone(zone: string): boolean {
  try {
    return formatOf(zone) !== undefined;
  } catch {
    return false;
  }
}

/** What a wall clock of the zone shows at an instant, as if it were UTC, in ms. */
export function wallClock(instantMs: number, zone: string): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(instantMs)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<string, number>;
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const offset = (instantMs: number, zone: string): number =>
  wallClock(instantMs, zone) - Math.floor(instantMs / 1_000) * 1_000;

/** The calendar day in the zone, counted from 1970-01-01. */
export const dayIn = (instantMs: number, zone: string): number => Math.floor(wallClock(instantMs, zone) / DAY_MS);

/** 0 is Sunday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

/** The instant at which clocks of the zone show a time of a day, as `instantShown` says it. */
export const instantOf = (
  { day, minutes }: { readonly day: number; readonly minutes: number },
  zone: string,
  which: 'earlier' | 'later' = 'earlier',
): number => instantShown(day * DAY_MS + minutes * MINUTE_MS, zone, which);

/**
 * The instant at which clocks of the zone show a time, given as if it were UTC, in ms. Where they show it twice, `which`
 * chooses; where they skip it, it is as much later as they skip: "compatible" and "later" of ECMAScript's Temporal,
 * section 11.1 (disambiguation).
 */
export function instantShown(shown: number, zone: string, which: 'earlier' | 'later' = 'earlier'): number {
  const before = shown - offset(shown - DAY_MS, zone);
  const after = shown - offset(shown + DAY_MS, zone);
  const showing = [before, after].filter((instant) => wallClock(instant, zone) === shown);
  if (showing.length === 0) return before;
  return which === 'earlier' ? Math.min(...showing) : Math.max(...showing);
}
