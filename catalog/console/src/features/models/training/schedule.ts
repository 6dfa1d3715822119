/** When a model is trained by the clock, as the schedules of the control plane tell it. */
export interface Schedule {
  readonly model: string;
  readonly origin: 'declared' | 'put';
  readonly schedule: {
    readonly every?: string;
    readonly at?: readonly string[];
    readonly timeZone?: string;
    readonly days?: readonly string[];
    readonly workingHours?: { readonly from: string; readonly to: string };
  };
  readonly state: 'active' | 'paused';
  readonly pausedBy?: string;
  readonly pausedAt?: string;
  /** In the past where it waits for another training of the model, or for a pause to end. */
  readonly nextAt: string;
  readonly retryAt?: string;
  readonly failures: number;
  readonly lastStartedAt?: string;
  readonly changedBy: string;
  readonly links: { readonly lastRun?: string };
}

/** A page of schedules. */
export interface SchedulesPage {
  readonly schedules: readonly Schedule[];
  readonly nextCursor?: string;
}

/** The path of all schedules. */
export const SCHEDULES_PATH = '/training/schedules';

/** The path of a model's schedule. */
export const schedulePath = (model: string): string => `${SCHEDULES_PATH}/${encodeURIComponent(model)}`;

/** When the next training begins: the earlier of the regular one and the next try; undefined where it only waits. */
export function nextOf(
  { state, nextAt, retryAt }: Pick<Schedule, 'state' | 'nextAt' | 'retryAt'>,
  now: number,
): string | undefined {
  if (state === 'paused') return undefined;
  const next = retryAt !== undefined && retryAt < nextAt ? retryAt : nextAt;
  return new Date(next).getTime() > now ? next : undefined;
}

/** The id of the last run, from the link to it. */
export const lastRunOf = ({ links: { lastRun } }: Pick<Schedule, 'links'>): string | undefined =>
  lastRun?.split('/').at(-1);
