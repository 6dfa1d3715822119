import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Order, WorkerPlan } from '../worker/plans.js';

const MAIN = fileURLToPath(new URL('../../dist/worker/main.js', import.meta.url));
const WITHIN_MS = 60_000;
const MOST_CHARACTERS = 20_000;
/** Who keeps what it has read, instead of what it has in hand, is ended by this. */
const FLAGS = ['--max-old-space-size=96'];

/** A process that works by a plan: it may be stalled, and ends at the latest with ours. */
export class WorkerProcess {
  private output = '';
  private errors = '';

  private constructor(
    private readonly child: ChildProcess,
    private readonly name: string,
  ) {
    child.stdin?.on('error', () => undefined);
    child.stdout?.on('data', (chunk) => (this.output = (this.output + String(chunk)).slice(-MOST_CHARACTERS)));
    child.stderr?.on('data', (chunk) => (this.errors = (this.errors + String(chunk)).slice(-MOST_CHARACTERS)));
  }

  /** Starts a worker and resolves once it works; `wrapper` is a command that runs it elsewhere. */
  static async start(name: string, plan: WorkerPlan, wrapper: readonly string[] = []): Promise<WorkerProcess> {
    const [command = process.execPath, ...args] = [...wrapper, process.execPath, ...FLAGS, MAIN];
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { PATH: process.env['PATH'] } });
    const worker = new WorkerProcess(child, name);
    child.stdin?.write(`${JSON.stringify(plan)}\n`);
    await worker.until(() => /^ready$/m.test(worker.output));
    return worker;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  tell(order: Order): void {
    this.child.stdin?.write(`${order}\n`);
  }

  /** Lets it finish what it has in hand, and returns what it found. */
  async finish(): Promise<Readonly<Record<string, unknown>>> {
    this.tell('finish');
    return this.done();
  }

  /** Waits for one that ends by itself. */
  async done(): Promise<Readonly<Record<string, unknown>>> {
    await this.until(() => /^done (.*)$/m.test(this.output));
    return JSON.parse(/^done (.*)$/m.exec(this.output)?.[1] ?? '{}') as Record<string, unknown>;
  }

  /** Stops the process where it stands, as a machine does that swaps or is suspended. */
  stall(): void {
    this.child.kill('SIGSTOP');
  }

  wake(): void {
    this.child.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    if (this.hasEnded) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  private async until(holds: () => boolean): Promise<void> {
    const deadline = Date.now() + WITHIN_MS;
    while (!holds()) {
      if (this.hasEnded) throw new Error(`${this.name} ended before it was done:\n${this.errors}`);
      if (Date.now() > deadline) throw new Error(`${this.name} was not done in ${WITHIN_MS} ms:\n${this.errors}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
