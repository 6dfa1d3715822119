import type { TimeOfDay, Weekday } from '@mesh/product';

/** In the order of `weekdayOf`. */
export const WEEKDAYS: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** 00:00 to 24:00. */
export const TIME_OF_DAY = '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$';

/** Minutes since the beginning of the day. */
export function minutesOf(time: TimeOfDay): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
