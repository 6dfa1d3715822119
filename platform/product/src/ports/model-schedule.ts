import type { Duration } from './duration.js';

/** A time of the day in 24 hours, `08:30`; `24:00` is the end of the day. */
export type TimeOfDay = `${number}:${number}`;

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

interface ScheduleTerms {
  /** IANA name, as `Europe/Amsterdam`. Default `UTC`. */
  readonly timeZone?: string;
  /** The days on which trainings begin. Default all. */
  readonly days?: readonly Weekday[];
  /** Trainings begin from `from` on and before `to`, past midnight where `to` is not after `from`. Default all day. */
  readonly workingHours?: { readonly from: TimeOfDay; readonly to: TimeOfDay };
  /** Spreads the starts of many models: each begins up to so much later, always the same for the same time. Default none. */
  readonly jitter?: Duration;
  /** How often a failed training is tried again before the next regular one, and after how long; the wait doubles. Default 3 times, `5m`. */
  readonly retries?: { readonly attempts: number; readonly after: Duration };
  /** Hyperparameters of the trainings. */
  readonly parameters?: Readonly<Record<string, string | number | boolean>>;
}

/** Minute, hour, day of the month, month, day of the week: `30 2 * * mon`. Where both days are given, either counts. */
export type CronExpression = `${string} ${string} ${string} ${string} ${string}`;

/** When a model is trained by the clock: every so often, at times of the day, or as a crontab says. */
export type ModelSchedule =
  | (ScheduleTerms & { readonly every: Duration; readonly at?: undefined; readonly cron?: undefined })
  | (ScheduleTerms & { readonly at: readonly TimeOfDay[]; readonly every?: undefined; readonly cron?: undefined })
  | (ScheduleTerms & { readonly cron: CronExpression; readonly every?: undefined; readonly at?: undefined });
