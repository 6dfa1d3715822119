import type { ModelSchedule } from '@mesh/product';
import { occurrenceAfter, startOf } from '../clock/occurrences.js';
import { openFrom } from '../clock/working-hours.js';
import { waitAfter } from './back-off.js';

/** Where a schedule stands; times in ms. */
export interface Standing {
  /** The occurrence that comes next, and when its training begins. */
  readonly plannedAt: number;
  readonly nextAt: number;
  /** When a failed training is tried again. */
  readonly retryAt: number | undefined;
  /** Failures in a row since the last success or regular start. */
  readonly failures: number;
  /** Whether the end of the last training has not been looked at yet. */
  readonly unsettled: boolean;
}

/** What is known of the model's trainings. */
export interface Known {
  /** How the schedule's last training ended; undefined while it has not. */
  readonly ended: 'completed' | 'failed' | undefined;
  /** Whether any training of the model waits or goes on. */
  readonly stands: boolean;
}

/** Plans the first start after an instant. */
export function planned(
  schedule: ModelSchedule,
  model: string,
  afterMs: number,
): Pick<Standing, 'plannedAt' | 'nextAt'> {
  const plannedAt = occurrenceAfter(schedule, afterMs);
  return { plannedAt, nextAt: startOf(schedule, plannedAt, model) };
}

/**
 * What a schedule does at an instant: looks at how its last training ended, and starts the next when one is due, the hours
 * are open and no training of the model stands. However many occurrences were missed, there is one start.
 */
export function nextStep(
  { schedule, model }: { readonly schedule: ModelSchedule; readonly model: string },
  standing: Standing,
  { ended, stands, now }: Known & { readonly now: number },
): { readonly standing: Standing; readonly starts: boolean } {
  const settled = settle(schedule, standing, { ended, now });
  const due = settled.nextAt <= now || (settled.retryAt !== undefined && settled.retryAt <= now);
  if (!due || stands || settled.unsettled) return { standing: settled, starts: false };
  const opens = openFrom(schedule, now);
  if (opens > now) return { standing: postponed(settled, opens), starts: false };
  const regular = settled.nextAt <= now;
  return {
    standing: {
      ...(regular ? planned(schedule, model, Math.max(now, settled.plannedAt)) : settled),
      retryAt: undefined,
      failures: regular ? 0 : settled.failures,
      unsettled: true,
    },
    starts: true,
  };
}

function settle(
  schedule: ModelSchedule,
  standing: Standing,
  { ended, now }: { readonly ended: Known['ended']; readonly now: number },
): Standing {
  if (!standing.unsettled || ended === undefined) return standing;
  if (ended === 'completed') return { ...standing, unsettled: false, failures: 0, retryAt: undefined };
  const failures = standing.failures + 1;
  const wait = waitAfter(failures, schedule);
  const retryAt = wait === undefined ? undefined : openFrom(schedule, now + wait);
  return { ...standing, unsettled: false, failures, retryAt };
}

/** What is due moves to the opening of the hours. */
const postponed = (standing: Standing, opens: number): Standing => ({
  ...standing,
  nextAt: Math.max(standing.nextAt, opens),
  retryAt: standing.retryAt === undefined ? undefined : Math.max(standing.retryAt, opens),
});
