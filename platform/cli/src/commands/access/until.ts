import { durationMs, isInstant, type Duration } from '@mesh/product';
import { CliErrors } from '../../cli.errors.js';

/** When an agreement ends: at a time, on a day, or a duration from now. */
export function untilOf(text: string, now: Date): string {
  if (isInstant(text)) return text;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && isInstant(`${text}T00:00:00Z`)) return `${text}T00:00:00Z`;
  try {
    return new Date(now.getTime() + durationMs(text as Duration)).toISOString();
  } catch {
    const expected = 'a duration such as 90d, a day such as 2026-12-31, or an RFC 3339 time';
    throw CliErrors.OPTION_WRONG({ option: '--until', expected });
  }
}
