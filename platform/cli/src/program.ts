import { Command, CommanderError } from 'commander';
import { CliErrors } from './cli.errors.js';
import { addCommand, addGroup, type CommandSpec, type Surroundings } from './command.js';
import { access } from './commands/access/access.js';
import { card } from './commands/card.js';
import { check } from './commands/check.js';
import { client } from './commands/client.js';
import { describe } from './commands/describe.js';
import { dlq } from './commands/dlq/dlq.js';
import { emit } from './commands/emit.js';
import { explain } from './commands/explain.js';
import { evaluation } from './commands/evaluation.js';
import { ingest } from './commands/ingest.js';
import { infra } from './commands/infra/infra.js';
import { erase } from './commands/erase.js';
import { lineage } from './commands/lineage.js';
import { products } from './commands/products.js';
import { promote, withdraw } from './commands/promote.js';
import { release } from './commands/release.js';
import { rollout } from './commands/rollout.js';
import { run } from './commands/run.js';
import { schedules } from './commands/schedules/schedules.js';
import { score } from './commands/score.js';
import { serve, start } from './commands/serve.js';
import { simulate } from './commands/simulate.js';
import { token } from './commands/token.js';
import { train } from './commands/train.js';
import { ExitStatus } from './exit-status.js';
import { readSettings, type Settings } from './settings.js';
import { failureOf, renderFailure } from './terminal/failure.js';
import type { Terminal } from './terminal/terminal.js';

const COMMANDS: readonly CommandSpec[] = [
  start,
  serve,
  token,
  products,
  describe,
  train,
  run,
  promote,
  withdraw,
  rollout,
  score,
  explain,
  lineage,
  evaluation,
  card,
  erase,
  simulate,
  ingest,
  emit,
  client,
  check,
  release,
];
const USAGE_CODES: ReadonlySet<string> = new Set([CliErrors.OPTION_WRONG.code, CliErrors.SETTING_WRONG.code]);

/** Runs one command line (without node and the script) to its exit status; failures are rendered, never thrown. */
export async function runCommandLine(
  commandLine: readonly string[],
  terminal: Terminal,
  env: NodeJS.ProcessEnv = process.env,
): Promise<ExitStatus> {
  let status: ExitStatus = ExitStatus.ok;
  const settings = (): Settings => readSettings(env);
  const program = programOf({ settings, terminal, exit: (with_) => (status = with_) });
  try {
    await program.parseAsync([...commandLine], { from: 'user' });
    return status;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? ExitStatus.ok : ExitStatus.usage;
    return report(thrown, { terminal, forPrograms: commandLine.includes('--json'), debug: isDebug(env) });
  }
}

function programOf(surroundings: Surroundings): Command {
  const program = new Command('mesh')
    .description('The CloudMedical data mesh on the command line.')
    .exitOverride()
    .showHelpAfterError('(see --help)')
    .configureOutput({
      writeOut: (text) => surroundings.terminal.stdout.write(text),
      writeErr: (text) => surroundings.terminal.stderr.write(text),
    })
    .addHelpText('after', '\nExit status: 0 done, 1 failed, 2 wrong usage, 3 done in part, 4 incompatible.');
  for (const command of COMMANDS) addCommand(program, surroundings, command);
  addGroup(program, surroundings, access);
  addGroup(program, surroundings, dlq);
  addGroup(program, surroundings, infra);
  addGroup(program, surroundings, schedules);
  return program;
}

interface Reporting {
  readonly terminal: Terminal;
  readonly forPrograms: boolean;
  readonly debug: boolean;
}

function report(thrown: unknown, { terminal, forPrograms, debug }: Reporting): ExitStatus {
  const failure = failureOf(thrown);
  terminal.stderr.write(`${renderFailure(failure)}\n`);
  if (forPrograms) terminal.stdout.write(`${JSON.stringify({ error: failure })}\n`);
  if (debug && thrown instanceof Error) terminal.stderr.write(`${stackOf(thrown)}\n`);
  return USAGE_CODES.has(failure.code) ? ExitStatus.usage : ExitStatus.failed;
}

const isDebug = (env: NodeJS.ProcessEnv): boolean => !['', '0', undefined].includes(env.MESH_DEBUG);

const stackOf = (thrown: Error): string =>
  [
    thrown.stack ?? thrown.message,
    ...(thrown.cause instanceof Error ? [`caused by ${stackOf(thrown.cause)}`] : []),
  ].join('\n');
