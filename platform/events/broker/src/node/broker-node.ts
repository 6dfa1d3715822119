import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MeshError } from '@mesh/product';
import { BrokerErrors } from '../broker.errors.js';
import { noteProcess, orphanGone } from '../home/orphans.js';
import { classArchive } from '../program/class-archive.js';
import type { KafkaProgram } from '../program/find-kafka.js';
import { writeLogging } from './logging.js';
import type { Watchdog } from './watchdog.js';

const START_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 20;
const READY = 'Kafka Server started';

/** What one broker runs on. */
export interface NodeProgram {
  readonly node: number;
  readonly home: string;
  readonly program: KafkaProgram;
  readonly properties: string;
  readonly watchdog: Watchdog;
  readonly shortLived: boolean;
  /** Addresses that Kafka may ask for keys. */
  readonly allowedUrls: readonly string[];
  /** Hears of a broker that ended though nobody asked it to. */
  readonly log: (line: string) => void;
}

/** One broker in a process of its own, which may be started again after it has ended. */
export class BrokerNode {
  private child: ChildProcess | undefined;
  private ended: Promise<unknown> = Promise.resolve();
  private asked = false;

  constructor(private readonly settings: NodeProgram) {}

  /** The id of its process; undefined while it does not run. */
  get pid(): number | undefined {
    const { child } = this;
    return child === undefined || child.exitCode !== null || child.signalCode !== null ? undefined : child.pid;
  }

  /** Resolves once the broker takes messages. */
  async start(): Promise<void> {
    if (this.pid !== undefined) return;
    const { home, node, watchdog } = this.settings;
    await orphanGone(home, node, STOP_WITHIN_MS);
    const logging = writeLogging(home, node);
    const output = join(home, `broker-${node}.out`);
    const file = openSync(output, 'w', 0o600);
    const archive = classArchive(this.settings.program);
    const child = spawn('java', this.commandLine(logging, archive.flags), {
      cwd: home,
      // A session of its own: what interrupts us in a terminal must not take it away before we have stopped it.
      detached: true,
      stdio: ['ignore', file, file],
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    });
    closeSync(file);
    child.unref();
    this.child = child;
    this.asked = false;
    const { pid } = child;
    if (pid !== undefined) {
      watchdog.watch(pid);
      noteProcess(home, node, pid);
    }
    this.ended = once(child, 'exit').then(
      ([status]) => {
        if (pid !== undefined) watchdog.forget(pid);
        if (status === 143) archive.keep();
        if (!this.asked) this.settings.log(`broker ${node} has ended by itself; see ${output}`);
      },
      () => undefined,
    );
    await this.ready(output);
  }

  /** Asks it to stop; kills it when that takes too long. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
    if (this.pid !== undefined) await this.end('SIGKILL');
  }

  /** Ends it without a word, as a crash does. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.pid === undefined) return;
    this.asked = true;
    this.child?.kill(signal);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, STOP_WITHIN_MS)));
    await Promise.race([this.ended, late]).finally(() => clearTimeout(timer));
  }

  private commandLine(logging: string, classFlags: readonly string[]): readonly string[] {
    const { home, node, program, properties, shortLived, allowedUrls } = this.settings;
    return [
      ...['-Xms64m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:+ExitOnOutOfMemoryError', '-Xlog:disable', '-Xlog:all=error'],
      ...(shortLived ? ['-XX:TieredStopAtLevel=1'] : []),
      ...classFlags,
      `-XX:ErrorFile=${join(home, `broker-${node}.crash`)}`,
      `-Dlog4j2.configurationFile=${logging}`,
      '-Djava.awt.headless=true',
      `-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=${allowedUrls.join(',')}`,
      ...['-cp', program.classPath, 'kafka.Kafka', properties],
    ];
  }

  private async ready(output: string): Promise<void> {
    const deadline = Date.now() + START_WITHIN_MS;
    while (!readFileSync(output, 'utf8').includes(READY)) {
      const late = Date.now() > deadline;
      if (late) await this.kill();
      if (this.pid === undefined) throw notStarted(this.settings.node, readFileSync(output, 'utf8'), late);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }
}

/** What a broker says first is the reason; what it says then is where in its code. */
function notStarted(node: number, said: string, late: boolean): MeshError {
  const says = late ? `not ready after ${START_WITHIN_MS} ms` : said.split('\n').slice(0, 2).join(' ').slice(0, 400);
  return BrokerErrors.NOT_STARTED({ broker: node, says }, { cause: new Error(said.slice(0, 4_000)) });
}
