import type { CommandGroup, CommandSpec, Invocation, Outcome } from '../../command.js';
import { scheduleInWords, type ShownSchedule } from '../../mesh/shown-schedule.js';
import type { TrainingRun } from '../../mesh/training-run.js';
import { tableOf } from '../../terminal/table.js';
import { putSchedule } from './put.js';
import { pathOf, shown } from './shown.js';

const actsAs = 'dana-scientist';

const list: CommandSpec = {
  usage: 'list',
  summary: 'Show which models are trained by the clock, and when next.',
  example: 'npx mesh schedules list',
  actsAs,
  async run({ client }) {
    const schedules: ShownSchedule[] = [];
    let cursor: string | undefined;
    do {
      const query = new URLSearchParams({ limit: '100', ...(cursor !== undefined && { cursor }) });
      const page = await client.json<{ schedules: readonly ShownSchedule[]; nextCursor?: string }>({
        path: `/training/schedules?${query}`,
      });
      schedules.push(...page.schedules);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    const rows = schedules.map((one) => [one.model, one.state, one.nextAt, scheduleInWords(one)]);
    return { json: schedules, text: tableOf(['MODEL', 'STATE', 'NEXT', 'SCHEDULE'], rows) };
  },
};

const show: CommandSpec = {
  usage: 'show <model>',
  summary: 'Show the schedule of a model.',
  example: 'npx mesh schedules show heart-disease-risk',
  actsAs,
  run: async (invocation) => shown(await invocation.client.json<ShownSchedule>({ path: pathOf(invocation) })),
};

/** A command that moves the schedule of a model to another state. */
const turning = (turn: 'pause' | 'resume', summary: string): CommandSpec => ({
  usage: `${turn} <model>`,
  summary,
  example: `npx mesh schedules ${turn} heart-disease-risk`,
  actsAs,
  run: async (invocation) =>
    shown(await invocation.client.json<ShownSchedule>({ method: 'POST', path: `${pathOf(invocation)}/${turn}` })),
});

const remove: CommandSpec = {
  usage: 'delete <model>',
  summary: 'Take back what was put; a declared schedule holds again.',
  example: 'npx mesh schedules delete heart-disease-risk',
  actsAs,
  async run(invocation) {
    await invocation.client.bytes({ method: 'DELETE', path: pathOf(invocation) });
    return { json: { deleted: true }, text: 'Deleted.' };
  },
};

const run: CommandSpec = {
  usage: 'run <model>',
  summary: 'Train now, with the parameters of the schedule.',
  example: 'npx mesh schedules run heart-disease-risk',
  actsAs,
  async run(invocation: Invocation): Promise<Outcome> {
    const begun = await invocation.client.json<TrainingRun>({ method: 'POST', path: `${pathOf(invocation)}/run` });
    return { json: begun, text: `Training ${begun.runId} is requested.` };
  },
};

/** `mesh schedules …` */
export const schedules: CommandGroup = {
  name: 'schedules',
  summary: 'Trainings by the clock: see them, put them, hold them back.',
  commands: [
    list,
    show,
    putSchedule,
    turning('pause', 'Begin no training until it is resumed.'),
    turning('resume', 'Go on; what fell due meanwhile is made up for by one training.'),
    remove,
    run,
  ],
};
