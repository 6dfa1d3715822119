/** How schedules are kept. */
export interface ScheduleOptions {
  /** How often the clock is looked at. Default 1 s. */
  readonly tickMs?: number;
  /** Default the system clock. */
  readonly now?: () => Date;
}

/** Injection token of the completed options. */
export const ScheduleSettings = Symbol('ScheduleSettings');

/** Options with every default filled in. */
export type ScheduleSettings = Required<ScheduleOptions>;

/** Fills in the defaults. */
export const scheduleSettings = ({ tickMs = 1_000, now = () => new Date() }: ScheduleOptions): ScheduleSettings => ({
  tickMs,
  now,
});
