import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '@mesh/testing';
import { callersOf, type Callers } from '../support/callers.js';
import { freePorts } from '../support/free-ports.js';
import { call, type Answered } from '../support/http-door.js';

const MAIN = fileURLToPath(new URL('../../dist/constant-evaluation/main.js', import.meta.url));
const TEAM = 'team-neurology';
const AT_ONCE = 20;
const PATIENCE = { timeoutMs: 150_000, everyMs: 250 };

/** How a reading tells the outcome: by high pressure, by low pressure, or not at all. */
export type Meaning = 'high' | 'low' | 'none';

/** The part of an evaluation that the story speaks of. */
export interface Evaluation {
  readonly version?: string;
  readonly judged: { readonly n: number };
  readonly performance?: { readonly rocAuc?: { readonly value: number; readonly n: number } };
  readonly drift?: { readonly inputs: readonly { readonly name: string; readonly drifted: boolean }[] };
  readonly raised: readonly string[];
  readonly serving: 'serving' | 'stopped';
}

/** What was done by rule. */
export interface Action {
  readonly rule: string;
  readonly action: string;
  readonly state: string;
  readonly status: string;
  readonly version: string;
  readonly outcome?: { readonly runId?: string };
}

/** A mesh of one domain in a process of its own. */
export class WatchedStrokeRisk {
  private child: ChildProcess | undefined;
  private output = '';
  private readonly callers: Callers;

  private constructor(
    private readonly folder: string,
    private readonly place: { readonly home: string; readonly port: number },
    private readonly random: () => number,
  ) {
    this.callers = callersOf(place);
  }

  static async start(random: () => number): Promise<WatchedStrokeRisk> {
    const folder = await mkdtemp(join(tmpdir(), 'watched-'));
    await chmod(folder, 0o711);
    const story = new WatchedStrokeRisk(folder, { home: join(folder, 'home'), port: await freePorts() }, random);
    story.spawn();
    await eventually(() => /^neurology on http/m.test(story.output), PATIENCE);
    return story;
  }

  /** As an operator's worst day: without a word. Comes back on the same home. */
  async killAndStart(): Promise<void> {
    const ended = once(this.child!, 'exit');
    process.kill(-this.child!.pid!, 'SIGKILL');
    await ended;
    this.spawn();
    await eventually(() => /^mesh ready/m.test(this.output), PATIENCE);
  }

  async dispose(): Promise<void> {
    const ended = once(this.child!, 'exit');
    this.child!.kill('SIGTERM');
    await ended;
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Outcomes of people nobody scored: what the first version learns. */
  async teach(n: number): Promise<void> {
    await this.each(n, async () => this.post('outcomes', { scoreId: 'none', ...this.person('high') }));
  }

  /** Scores people and tells at once what became of them. */
  async live(n: number, meaning: Meaning, pressureMean?: number): Promise<void> {
    await this.each(n, async () => {
      const { outcome, ...reading } = this.person(meaning, pressureMean);
      const { scoreId } = await this.score(reading);
      await this.post('outcomes', { scoreId, outcome, ...reading });
    });
  }

  score(reading: object): Promise<{
    readonly scoreId: string;
    readonly accuracy: number;
    readonly accuracyOfCases: number;
    readonly modelVersion: string;
  }> {
    return this.post('scores', { patientId: 'synthetic-1', ...reading }) as never;
  }

  /** What the port says to a reading, whatever it is. */
  async asked(reading: object): Promise<Answered> {
    return call(`${this.domain}/stroke-risk/v1/scores`, {
      token: await this.callers.token(TEAM),
      body: { patientId: 'synthetic-1', ...reading },
    });
  }

  /** So many readings in which the pulse was not measured; what the port says of them does not matter. */
  async withoutPulse(n: number): Promise<void> {
    await this.each(n, async () => this.asked({ pressure: this.person('high').pressure }));
  }

  /** An operator lets the stopped version answer again. */
  async resume(): Promise<Answered> {
    const token = await this.callers.token('ops-operator');
    const url = `http://127.0.0.1:${this.place.port}/evaluation/models/stroke-risk/resume`;
    return call(url, { token, method: 'POST' });
  }

  async train(): Promise<string> {
    const run = await this.control('POST', '/training/runs', { model: 'stroke-risk' });
    const ended = await this.ended(run['runId'] as string);
    return ended['version'] as string;
  }

  ended(runId: string): Promise<Readonly<Record<string, unknown>>> {
    return eventually(async () => {
      const run = await this.control('GET', `/training/runs/${runId}`);
      if (run['state'] !== 'completed' && run['state'] !== 'failed') throw new Error(JSON.stringify(run));
      return run;
    }, PATIENCE);
  }

  promote(version: string): Promise<unknown> {
    return this.control('PUT', '/models/stroke-risk/aliases/champion', { version });
  }

  model(): Promise<{
    readonly aliases: { readonly champion: string };
    readonly versions: readonly {
      readonly version: string;
      readonly gates?: readonly { readonly gate: string; readonly passed: boolean }[];
    }[];
  }> {
    return this.control('GET', '/models/stroke-risk') as never;
  }

  /** Asks for the evaluation until it is as told. */
  evaluation(isSo: (evaluation: Evaluation) => boolean): Promise<Evaluation> {
    return eventually(async () => {
      const evaluation = (await this.control('GET', '/evaluation/models/stroke-risk')) as unknown as Evaluation;
      if (!isSo(evaluation)) throw new Error(JSON.stringify({ ...evaluation, watch: undefined }));
      return evaluation;
    }, PATIENCE);
  }

  async actions(): Promise<readonly Action[]> {
    const { actions } = await this.control('GET', '/evaluation/models/stroke-risk/actions?limit=100');
    return actions as readonly Action[];
  }

  /** The run that a rule has asked for because of a version, once it has. */
  retrained(version: string): Promise<string> {
    return eventually(async () => {
      const asked = (await this.actions()).find(
        (act) => act.action === 'retrain' && act.version === version && act.outcome?.runId !== undefined,
      );
      if (asked?.outcome?.runId === undefined) throw new Error(JSON.stringify(asked));
      return asked.outcome.runId;
    }, PATIENCE);
  }

  private person(meaning: Meaning, mean = 140): { outcome: number; pressure: number; pulse: number } {
    const pressure = Math.round(mean + (this.random() - 0.5) * 80);
    const pulse = Math.round(60 + this.random() * 40);
    const chance = { high: (pressure - mean) / 80 + 0.5, low: (mean - pressure) / 80 + 0.5, none: 0.5 }[meaning];
    const outcome = this.random() < (chance > 0.5 ? 0.95 : 0.05) ? 1 : 0;
    return { outcome: meaning === 'none' ? Number(this.random() < 0.5) : outcome, pressure, pulse };
  }

  private async each(n: number, work: () => Promise<unknown>): Promise<void> {
    for (let done = 0; done < n; done += AT_ONCE)
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, n - done) }, work));
  }

  private async post(port: 'scores' | 'outcomes', body: object): Promise<Readonly<Record<string, unknown>>> {
    return this.answered(`${this.domain}/stroke-risk/v1/${port}`, { body });
  }

  private get domain(): string {
    return /^neurology on (http\S+)/m.exec(this.output)![1]!;
  }

  private control(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: object,
  ): Promise<Readonly<Record<string, unknown>>> {
    return this.answered(`http://127.0.0.1:${this.place.port}${path}`, { method, ...(body && { body }) });
  }

  private async answered(
    url: string,
    sending: { readonly method?: 'GET' | 'POST' | 'PUT'; readonly body?: object },
  ): Promise<Readonly<Record<string, unknown>>> {
    const { status, body } = await call(url, { token: await this.callers.token(TEAM), ...sending });
    if (status >= 300) throw new Error(`${url} answered ${status}: ${JSON.stringify(body)}`);
    return body as Readonly<Record<string, unknown>>;
  }

  private spawn(): void {
    this.output = '';
    this.child = spawn(process.execPath, [MAIN], {
      env: { ...process.env, MESH_HOME: this.place.home, MESH_PORT: String(this.place.port), NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const read = (chunk: Buffer) => (this.output = (this.output + chunk.toString()).slice(-200_000));
    this.child.stdout!.on('data', read);
    this.child.stderr!.on('data', read);
  }
}
