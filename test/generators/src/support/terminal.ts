import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Where commands are run. */
export interface Place {
  readonly root: string;
  readonly home: string;
  /** Of the control plane; guides say 4000. */
  readonly port: number;
}

/** What commands printed, on both streams, and how they ended. */
export interface Ran {
  readonly status: number | null;
  readonly output: string;
}

const LONGEST_MS = 300_000;
const MOST_CHARACTERS = 200_000;

/** A shell in a workspace, as the reader of a guide has it; ports of guides are moved to those of the place. */
export class Terminal {
  private server: { readonly child: ChildProcess; output: string } | undefined;

  constructor(private readonly place: Place) {}

  /** Runs commands to their end; the first that fails ends them. */
  async run(commands: string): Promise<Ran> {
    const child = this.shell(commands);
    let output = '';
    const read = (chunk: Buffer): void => void (output = (output + chunk.toString()).slice(-MOST_CHARACTERS));
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    const timer = setTimeout(() => end(child, 'SIGKILL'), LONGEST_MS);
    const [status] = (await once(child, 'close')) as [number | null];
    clearTimeout(timer);
    return { status, output };
  }

  /** Runs a command that stays, until it says a line that begins so. */
  async runUntil(beginning: string, command: string): Promise<void> {
    const child = this.shell(command);
    const server = { child, output: '' };
    this.server = server;
    const said = new Promise<void>((resolve) => {
      const read = (chunk: Buffer): void => {
        server.output = (server.output + chunk.toString()).slice(-MOST_CHARACTERS);
        if (new RegExp(`^${beginning}`, 'm').test(server.output)) resolve();
      };
      child.stdout?.on('data', read);
      child.stderr?.on('data', read);
    });
    const ended = once(child, 'close').then(([status]) => {
      throw new Error(`${command} ended with ${String(status)}:\n${server.output}`);
    });
    ended.catch(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${command} did not say ${beginning}:\n${server.output}`)), LONGEST_MS);
    });
    await Promise.race([said, ended, late]).finally(() => clearTimeout(timer));
  }

  /** Ends what stays, as Ctrl-C does. */
  async close(): Promise<void> {
    const child = this.server?.child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'close', { signal: AbortSignal.timeout(30_000) });
    end(child, 'SIGINT');
    await gone.catch(() => end(child, 'SIGKILL'));
  }

  private shell(commands: string): ChildProcess {
    const { root, home, port } = this.place;
    const moved = commands.replace(
      /127\.0\.0\.1:40(\d\d)\b/g,
      (_, offset: string) => `127.0.0.1:${port + Number(offset)}`,
    );
    return spawn('bash', ['-euo', 'pipefail', '-c', moved], {
      cwd: root,
      env: { ...withoutTools(process.env), MESH_HOME: home, MESH_PORT: String(port), NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that what it started ends with it.
      detached: true,
    });
  }
}

/** The reader of a guide is not told to by npm, Nx or Jest. */
const withoutTools = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !/^(npm_|NX_|JEST_|NODE_OPTIONS$|NODE_ENV$|FORCE_COLOR$)/.test(name),
    ),
  );

function end({ pid }: ChildProcess, how: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, how);
  } catch {
    // It has ended already.
  }
}
