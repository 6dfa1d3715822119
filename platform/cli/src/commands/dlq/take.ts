import { CliErrors } from '../../cli.errors.js';
import type { CommandSpec, Invocation, Outcome } from '../../command.js';
import { ExitStatus } from '../../exit-status.js';
import { confirmed } from '../../terminal/confirm.js';
import { pathOf } from './letters.js';

interface Taken {
  readonly taken: number;
  readonly more: boolean;
}

const MOST_IDS = 1_000;

/** `mesh dlq replay <topic> <group> [ids...] [--all]` */
export const replay: CommandSpec = {
  usage: 'replay <topic> <group> [ids...]',
  summary: 'Give dead letters back to their group alone; once they are worked through they are gone, or die again.',
  example:
    'npx mesh dlq replay cardiology.heart-disease-risk.scored.v1 cardiology.heart-disease-risk.lake.history --all',
  actsAs: 'ops-operator',
  shape: (command) => {
    command.option('--all', 'all that there are now');
  },
  run: (invocation) => take(invocation, 'replay', 'given back'),
};

/** `mesh dlq drop <topic> <group> [ids...] [--all] [--yes]` */
export const drop: CommandSpec = {
  usage: 'drop <topic> <group> [ids...]',
  summary: 'Forget dead letters. Asks first on a terminal; elsewhere it needs --yes.',
  example:
    'npx mesh dlq drop cardiology.heart-disease-risk.scored.v1 cardiology.heart-disease-risk.lake.history 0198c2f0-7c4e-7a51-9d5b-2f6b1c1f2a10 --yes',
  actsAs: 'ops-operator',
  shape: (command) => {
    command.option('--all', 'all that there are now').option('--yes', 'do not ask');
  },
  async run(invocation) {
    const { arguments: args, flag, terminal } = invocation;
    const [topic, group, ...ids] = args;
    lettersOf(invocation);
    const what = flag('all') ? 'all dead letters' : `${ids.length} dead letter${ids.length === 1 ? '' : 's'}`;
    if (
      !flag('yes') &&
      !(await confirmed(terminal, `Drop ${what} of ${group} in ${topic}? They cannot be brought back.`))
    )
      return { json: { dropped: 0 }, text: 'Nothing was dropped.', status: ExitStatus.failed };
    return take(invocation, 'drop', 'dropped');
  },
};

async function take(invocation: Invocation, step: 'replay' | 'drop', done: string): Promise<Outcome> {
  const { client, arguments: args } = invocation;
  const [topic, group] = args;
  const body = lettersOf(invocation);
  let taken = 0;
  for (let more = true; more;) {
    const answer = await client.json<Taken>({ method: 'POST', path: `${pathOf(topic, group)}/${step}`, body });
    taken += answer.taken;
    more = answer.more;
  }
  const asked = body.ids?.length ?? taken;
  return {
    json: { topic, group, [step === 'replay' ? 'replayed' : 'dropped']: taken, ...(body.ids && { asked }) },
    text: `${taken} dead letter${taken === 1 ? '' : 's'} ${done}${taken < asked ? `; ${asked - taken} of those named are not there` : ''}.`,
    status: taken < asked ? ExitStatus.partly : ExitStatus.ok,
  };
}

/** Those named, or all: one of the two. */
function lettersOf({ arguments: [, , ...named], flag }: Invocation): { ids?: readonly string[]; all?: true } {
  const ids = [...new Set(named)];
  if (flag('all') && ids.length === 0) return { all: true };
  if (flag('all') || ids.length === 0 || ids.length > MOST_IDS)
    throw CliErrors.OPTION_WRONG({ option: '--all', expected: `--all, or 1 to ${MOST_IDS} ids` });
  return { ids };
}
