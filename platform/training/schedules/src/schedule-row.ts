import type { ModelSchedule } from '@mesh/product';
import type { Standing } from './rules/next-step.js';

/** A schedule as it is stored. */
export interface ScheduleRow {
  readonly model: string;
  readonly product: string;
  readonly declared: ModelSchedule | null;
  readonly own: ModelSchedule | null;
  readonly paused_by: string | null;
  readonly paused_at: Date | null;
  readonly planned_at: Date;
  readonly next_at: Date;
  readonly retry_at: Date | null;
  readonly failures: number;
  readonly unsettled: boolean;
  readonly last_run: string | null;
  readonly last_started_at: Date | null;
  readonly changed_by: string;
  readonly changed_at: Date;
}

/** A schedule as others see it. */
export interface ScheduleView {
  readonly model: string;
  readonly product: string;
  /** Whether it is that of the declaration, or one that was put in its place. */
  readonly origin: 'declared' | 'put';
  readonly schedule: ModelSchedule;
  readonly state: 'active' | 'paused';
  readonly pausedBy?: string;
  readonly pausedAt?: string;
  /** When the next training begins; in the past where it waits for another of the model to end, or for a pause to. */
  readonly nextAt: string;
  readonly retryAt?: string;
  readonly failures: number;
  readonly lastStartedAt?: string;
  readonly changedBy: string;
  readonly changedAt: string;
  readonly links: Readonly<Record<string, string>>;
}

/** The schedule that holds: what was put goes before what is declared. */
export const scheduleOf = ({ own, declared }: ScheduleRow): ModelSchedule => (own ?? declared)!;

/** A row as the rules see it. */
export const standingOf = (row: ScheduleRow): Standing => ({
  plannedAt: row.planned_at.getTime(),
  nextAt: row.next_at.getTime(),
  retryAt: row.retry_at?.getTime(),
  failures: row.failures,
  unsettled: row.unsettled,
});

/** A row as others see it. */
export function scheduleView(row: ScheduleRow): ScheduleView {
  const self = `/training/schedules/${row.model}`;
  return {
    model: row.model,
    product: row.product,
    origin: row.own === null ? 'declared' : 'put',
    schedule: scheduleOf(row),
    state: row.paused_at === null ? 'active' : 'paused',
    ...(row.paused_by !== null && { pausedBy: row.paused_by }),
    ...(row.paused_at !== null && { pausedAt: row.paused_at.toISOString() }),
    nextAt: row.next_at.toISOString(),
    ...(row.retry_at !== null && { retryAt: row.retry_at.toISOString() }),
    failures: row.failures,
    ...(row.last_started_at !== null && { lastStartedAt: row.last_started_at.toISOString() }),
    changedBy: row.changed_by,
    changedAt: row.changed_at.toISOString(),
    links: { self, ...(row.last_run !== null && { lastRun: `/training/runs/${row.last_run}` }) },
  };
}
