import { Command } from 'commander';
import { CliErrors } from './cli.errors.js';
import { ExitStatus } from './exit-status.js';
import { tokensOf } from './mesh/access-token.js';
import { MeshClient } from './mesh/mesh-client.js';
import type { Settings } from './settings.js';
import type { Terminal } from './terminal/terminal.js';

/** What a command has to say: once for programs, once for people. */
export interface Outcome {
  readonly json: unknown;
  readonly text: string;
  readonly status?: ExitStatus;
}

/** A command line as it was typed, with what the command needs to answer it. */
export interface Invocation {
  readonly arguments: readonly string[];
  readonly client: MeshClient;
  readonly settings: Settings;
  readonly terminal: Terminal;
  /** The output is for a program: nothing but the result may stand on stdout. */
  readonly forPrograms: boolean;
  /** The identity that acts. */
  readonly identity: string;
  option(name: string): string | undefined;
  options(name: string): readonly string[];
  flag(name: string): boolean;
  /** A number option within bounds; throws CLI.OPTION_WRONG. */
  number(name: string, bounds: { readonly min: number; readonly max: number }): number | undefined;
}

/** One command, declared. */
export interface CommandSpec {
  /** Name and arguments as commander writes them: `describe <product>`. */
  readonly usage: string;
  readonly summary: string;
  readonly example: string;
  /** The identity it acts as unless `--as` names another; without one it needs no token. */
  readonly actsAs?: string;
  readonly shape?: (command: Command) => void;
  run(invocation: Invocation): Promise<Outcome | undefined>;
}

/** Commands under one name, `mesh <name> <command>`. */
export interface CommandGroup {
  readonly name: string;
  readonly summary: string;
  readonly commands: readonly CommandSpec[];
}

/** What a program of commands stands in. */
export interface Surroundings {
  readonly settings: () => Settings;
  readonly terminal: Terminal;
  exit(status: ExitStatus): void;
}

/** Adds a group with its commands. */
export function addGroup(
  program: Command,
  surroundings: Surroundings,
  { name, summary, commands }: CommandGroup,
): void {
  const group = program.command(name).description(summary);
  for (const command of commands) addCommand(group, surroundings, command);
}

/** Adds a command with what every command has: `--json`, an example, and an identity where it needs one. */
export function addCommand(program: Command, surroundings: Surroundings, spec: CommandSpec): void {
  const command = program.command(spec.usage).description(spec.summary);
  spec.shape?.(command);
  if (spec.actsAs !== undefined) command.option('--as <identity>', 'identity that acts', spec.actsAs);
  command.option('--json', 'print the result as JSON and nothing else');
  command.addHelpText('after', `\nExample:\n  $ ${spec.example}`);
  command.action(async () => {
    const invocation = invocationOf(command, surroundings, spec.actsAs);
    const outcome = await spec.run(invocation);
    if (outcome === undefined) return;
    const text = invocation.forPrograms ? JSON.stringify(outcome.json) : outcome.text;
    if (text !== '') surroundings.terminal.stdout.write(`${text}\n`);
    surroundings.exit(outcome.status ?? ExitStatus.ok);
  });
}

function invocationOf(command: Command, surroundings: Surroundings, actsAs: string | undefined): Invocation {
  const values: Record<string, unknown> = command.opts();
  const settings = surroundings.settings();
  const textOf = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);
  const identity = textOf('as') ?? actsAs ?? '';
  const { controlPlanePort, meshHome, token } = settings;
  const tokenOf =
    token === undefined ? tokensOf({ identity, meshHome, controlPlanePort }) : () => Promise.resolve(token);
  const client = actsAs === undefined ? new MeshClient(controlPlanePort) : new MeshClient(controlPlanePort, tokenOf);
  return {
    arguments: command.args,
    client,
    settings,
    terminal: surroundings.terminal,
    forPrograms: values.json === true,
    identity,
    option: textOf,
    options: (name) => (Array.isArray(values[name]) ? values[name].map(String) : []),
    flag: (name) => values[name] === true,
    number: (name, bounds) => numberWithin(name, textOf(name), bounds),
  };
}

function numberWithin(
  name: string,
  text: string | undefined,
  { min, max }: { min: number; max: number },
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < min || value > max) {
    throw CliErrors.OPTION_WRONG({ option: `--${name}`, expected: `a number from ${min} to ${max}` });
  }
  return value;
}
