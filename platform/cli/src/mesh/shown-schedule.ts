/** A schedule as the control plane shows it. */
export interface ShownSchedule {
  readonly model: string;
  readonly state: 'active' | 'paused';
  readonly origin: 'declared' | 'put';
  readonly schedule: {
    readonly every?: string;
    readonly at?: readonly string[];
    readonly cron?: string;
    readonly timeZone?: string;
    readonly days?: readonly string[];
    readonly workingHours?: { readonly from: string; readonly to: string };
  };
  readonly nextAt: string;
  readonly retryAt?: string;
  readonly failures: number;
  readonly lastStartedAt?: string;
}

/** The schedule in words: `every 30m, mon fri, 08:00 to 18:00, Europe/Amsterdam`. */
export function scheduleInWords({ schedule }: ShownSchedule): string {
  const { every, at, cron, days, workingHours, timeZone } = schedule;
  return [
    every === undefined ? (at === undefined ? `cron ${cron}` : `at ${at.join(' ')}`) : `every ${every}`,
    days?.join(' '),
    workingHours && `${workingHours.from} to ${workingHours.to}`,
    timeZone ?? 'UTC',
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}
