import { CliErrors } from '../../cli.errors.js';
import type { CommandSpec, Invocation } from '../../command.js';
import type { ShownSchedule } from '../../mesh/shown-schedule.js';
import { pathOf, shown } from './shown.js';

/** `mesh schedules put <model> --every 30m | --at 02:30 | --cron '30 2 * * mon' …` */
export const putSchedule: CommandSpec = {
  usage: 'put <model>',
  summary: 'Train a model every so often, or at times of the day.',
  example:
    'npx mesh schedules put heart-disease-risk --every 30m --hours 08:00-18:00 --days mon,fri --zone Europe/Amsterdam',
  actsAs: 'dana-scientist',
  shape: (command) => {
    command
      .option('--every <duration>', 'a length of time: 30m, 2h, 1d')
      .option('--at <times>', 'times of the day instead: 02:30,14:00')
      .option('--cron <expression>', "a crontab's five fields instead: '30 2 * * mon-fri'")
      .option('--zone <name>', 'IANA time zone; UTC without it')
      .option('--days <days>', 'of mon,tue,wed,thu,fri,sat,sun; all without it')
      .option('--hours <from-to>', 'begin between these times only: 08:00-18:00')
      .option('--jitter <duration>', 'begin up to so much later, so that models do not all begin together');
  },
  run: async (invocation) =>
    shown(
      await invocation.client.json<ShownSchedule>({
        method: 'PUT',
        path: pathOf(invocation),
        body: scheduleOf(invocation),
      }),
    ),
};

function scheduleOf({ option }: Invocation): object {
  const hours = option('hours');
  const [from, to] = hours?.split('-') ?? [];
  if (hours !== undefined && (from === undefined || to === undefined))
    throw CliErrors.OPTION_WRONG({ option: '--hours', expected: 'from-to, such as 08:00-18:00' });
  const schedule = {
    every: option('every'),
    at: option('at')?.split(','),
    cron: option('cron'),
    timeZone: option('zone'),
    days: option('days')?.split(','),
    workingHours: hours === undefined ? undefined : { from, to },
    jitter: option('jitter'),
  };
  return Object.fromEntries(Object.entries(schedule).filter(([, value]) => value !== undefined));
}
