import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts } from './free-ports.js';

const COMMAND = fileURLToPath(new URL('../../../../platform/cli/bin/mesh.mjs', import.meta.url));
const MOST_LOG_CHARACTERS = 200_000;
const ENDS_WITHIN_MS = 30_000;

/** Where a mesh lives and listens. */
export interface MeshPlace {
  readonly home: string;
  readonly port: number;
}

/** A real mesh in processes of its own, started as a user starts it. */
export class MeshProcess {
  private child: ChildProcess | undefined;
  private output = '';
  private readonly groups = new Set<number>();

  private constructor(
    readonly place: MeshPlace,
    /** `start`, or `serve` and the name of a service. */
    private readonly commandLine: readonly string[],
    private readonly ownsHome: boolean,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  /** A mesh on a new temporary home and free ports; not started yet. */
  static async create(environment: Readonly<Record<string, string>> = {}): Promise<MeshProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'mesh-'));
    // PostgreSQL runs as a user of its own when the caller is root: it must be able to pass through.
    await chmod(folder, 0o711);
    return new MeshProcess({ home: join(folder, 'home'), port: await freePorts() }, ['start'], true, environment);
  }

  /** One service alone, on the home and ports of a mesh. */
  static serving(service: string, place: MeshPlace, environment: Readonly<Record<string, string>> = {}): MeshProcess {
    return new MeshProcess(place, ['serve', service], false, environment);
  }

  /** Starts the process and resolves, with the milliseconds it took, once it says `mesh ready`. */
  async start(timeoutMs = 60_000): Promise<number> {
    const startedAt = performance.now();
    this.output = '';
    const child = spawn(COMMAND, [...this.commandLine], {
      env: {
        ...process.env,
        MESH_HOME: this.place.home,
        MESH_PORT: String(this.place.port),
        NODE_OPTIONS: '',
        ...this.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    this.child = child;
    if (child.pid !== undefined) this.groups.add(child.pid);
    const ready = new Promise<void>((resolve) => {
      const read = (chunk: Buffer): void => {
        this.output = (this.output + chunk.toString()).slice(-MOST_LOG_CHARACTERS);
        if (/^mesh ready/m.test(this.output)) resolve();
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
    });
    await Promise.race([ready, this.endedEarly(child), late(timeoutMs, () => this.output)]);
    return performance.now() - startedAt;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** What it has printed since its last start. */
  get logs(): string {
    return this.output;
  }

  /** Address of the control plane; domain services follow at the next ports. */
  address(offset = 0): string {
    return `http://127.0.0.1:${this.place.port + offset}`;
  }

  /** The PostgreSQL of its home, as its lock file says. */
  get postgresPid(): number | undefined {
    const lock = join(this.place.home, 'database', 'postmaster.pid');
    return existsSync(lock) ? Number(readFileSync(lock, 'utf8').split('\n')[0]) : undefined;
  }

  /** Ends the process without a word, as a crash does; its PostgreSQL is left as it is. */
  async kill9(): Promise<void> {
    await this.end('SIGKILL', ENDS_WITHIN_MS);
  }

  /** Asks it to stop and waits; resolves to its exit status. */
  async stop(withinMs = ENDS_WITHIN_MS): Promise<number | null> {
    return this.end('SIGTERM', withinMs);
  }

  /** Ends whatever is left of it and removes its temporary home. */
  async dispose(): Promise<void> {
    if (this.child?.exitCode === null && this.child.signalCode === null) await this.stop().catch(() => undefined);
    const postgres = this.postgresPid;
    for (const group of this.groups) signal(-group, 'SIGKILL');
    if (postgres !== undefined) signal(postgres, 'SIGQUIT');
    if (this.ownsHome)
      await rm(join(this.place.home, '..'), { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  private async end(how: NodeJS.Signals, withinMs: number): Promise<number | null> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const gone = once(child, 'exit', { signal: AbortSignal.timeout(withinMs) });
    child.kill(how);
    await gone;
    return child.exitCode;
  }

  private async endedEarly(child: ChildProcess): Promise<never> {
    const [status] = (await once(child, 'exit')) as [number | null];
    throw new Error(`mesh ${this.commandLine.join(' ')} ended with ${status} before it was ready:\n${this.output}`);
  }
}

function signal(pid: number, how: NodeJS.Signals): void {
  try {
    process.kill(pid, how);
  } catch {
    // It has ended already.
  }
}

function late(timeoutMs: number, output: () => string): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(
      () => reject(new Error(`the mesh was not ready after ${timeoutMs} ms:\n${output()}`)),
      timeoutMs,
    ).unref();
  });
}
