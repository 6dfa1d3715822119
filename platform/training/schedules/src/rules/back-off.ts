import { durationMs, type ModelSchedule } from '@mesh/product';

const DEFAULT_RETRIES = { attempts: 3, after: '5m' } as const;
const LONGEST_MS = 86_400_000;

/** How long to wait before the next try after so many failures in a row (1 is the first): it doubles; undefined when it is over. */
export function waitAfter(failures: number, { retries = DEFAULT_RETRIES }: ModelSchedule): number | undefined {
  if (failures > retries.attempts) return undefined;
  return Math.min(LONGEST_MS, durationMs(retries.after) * 2 ** (failures - 1));
}
