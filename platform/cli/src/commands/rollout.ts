import { CliErrors } from '../cli.errors.js';
import type { CommandSpec, Invocation, Outcome } from '../command.js';
import { rolloutLines, type ShownRollout } from '../mesh/rollout-lines.js';

const MOST = 1_000_000_000;

/** `mesh rollout <model> [--challenger v --share s | --ramp s,s,…] [--shadow v] [--end]` */
export const rollout: CommandSpec = {
  usage: 'rollout <model>',
  summary: 'Let a challenger answer for a share, or a shadow listen; show how they do; take them back.',
  example: 'npx mesh rollout heart-disease-risk --challenger 4 --ramp 0.01,0.1,0.5 --shadow 5',
  actsAs: 'dana-scientist',
  shape: (command) => {
    command
      .option('--challenger <version>', 'version that answers for a share of the persons')
      .option('--share <share>', 'that share, 0 to 1')
      .option('--ramp <shares>', 'shares that are taken one after another, by rule')
      .option('--answers <count>', 'answers of the challenger that each step of the ramp needs')
      .option('--outcomes <count>', 'judged answers of each arm that a step needs')
      .option('--max-failures <share>', 'share of failing answers above which the ramp halts')
      .option('--tolerance <loss>', "by how much the challenger's loss may be worse")
      .option('--promote', 'make the challenger champion when the ramp is done')
      .option('--shadow <version>', 'version that scores what is answered and never answers')
      .option('--reason <text>', 'why, for the record')
      .option('--end', 'take challenger and shadow back at once');
  },
  async run(invocation) {
    const [model = ''] = invocation.arguments;
    const path = `/models/${encodeURIComponent(model)}/rollout`;
    const body = requestOf(invocation);
    if (invocation.flag('end')) {
      if (body !== undefined) throw CliErrors.OPTION_WRONG({ option: '--end', expected: 'no other option beside it' });
      return shown(await invocation.client.json<ShownRollout>({ method: 'DELETE', path }));
    }
    if (body === undefined) return shown(await invocation.client.json<ShownRollout>({ path }));
    return shown(await invocation.client.json<ShownRollout>({ method: 'PUT', path, body }));
  },
};

const shown = (rollout: ShownRollout): Outcome => ({ json: rollout, text: rolloutLines(rollout).join('\n') });

/** Undefined when nothing is asked for. */
function requestOf(invocation: Invocation): object | undefined {
  const { option, number } = invocation;
  const request = {
    challenger: option('challenger'),
    shadow: option('shadow'),
    share: number('share', { min: 0, max: 1 }),
    ramp: rampOf(invocation),
    reason: option('reason'),
  };
  const given = Object.entries(request).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

function rampOf(invocation: Invocation): object | undefined {
  const { option, number, flag } = invocation;
  const rules = Object.entries({
    minimumAnswers: number('answers', { min: 1, max: MOST }),
    minimumOutcomes: number('outcomes', { min: 0, max: MOST }),
    maxFailureShare: number('maxFailures', { min: 0, max: 1 }),
    tolerance: number('tolerance', { min: 0, max: 1 }),
    whenDone: flag('promote') ? 'promote' : undefined,
  }).filter(([, value]) => value !== undefined);
  const text = option('ramp');
  if (text === undefined) {
    if (rules.length > 0) throw CliErrors.OPTION_WRONG({ option: '--ramp', expected: 'shares, such as 0.01,0.1,0.5' });
    return undefined;
  }
  const steps = text.split(',').map((share) => (share.trim() === '' ? NaN : Number(share)));
  if (steps.some((share) => !(share > 0 && share <= 1)))
    throw CliErrors.OPTION_WRONG({ option: '--ramp', expected: 'shares above 0 and up to 1, such as 0.01,0.1,0.5' });
  return { steps, ...Object.fromEntries(rules) };
}
