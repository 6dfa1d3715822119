import { Connection, type Call, type CallListener } from './connection.js';
import { IdsFile } from './ids-file.js';
import { LatencyHistogram } from './latency-histogram.js';
import { PEOPLE, type LoadFigures, type LoadPlan } from './load-plan.js';
import { startPacer } from './pacer.js';
import type { Answer } from './response-reader.js';

/** How many due calls may wait for a free connection before further ones count as failed. */
const LONGEST_QUEUE = 20_000;

/** Drives one plan: open loop when it has a rate, closed loop otherwise. */
export class LoadGenerator implements CallListener {
  private readonly histogram = new LatencyHistogram();
  private readonly connections: Connection[];
  private readonly paths: readonly string[];
  private readonly idle: Connection[] = [];
  private readonly waiting: Call[] = [];
  private readonly ids: IdsFile | undefined;
  private readonly refused: Record<string, number> = {};
  private startedAt = 0;
  private sent = 0;
  private answers = 0;
  private failures = 0;
  private losses = 0;
  private over = false;

  constructor(private readonly plan: LoadPlan) {
    this.ids = plan.idsFile === undefined ? undefined : new IdsFile(plan.idsFile);
    this.paths = [plan.path].flat();
    this.connections = Array.from({ length: plan.connections }, () => new Connection(plan, this));
  }

  async run(until: Promise<void>): Promise<LoadFigures> {
    const cpuBefore = process.cpuUsage();
    this.startedAt = performance.now();
    for (const connection of this.connections) connection.open();
    const { ratePerSecond } = this.plan;
    const pacer =
      ratePerSecond === undefined ? undefined : startPacer(1000 / ratePerSecond, (dueAt) => this.due(dueAt));
    await until;
    await pacer?.stop();
    this.over = true;
    const seconds = (performance.now() - this.startedAt) / 1000;
    await this.drained();
    for (const connection of this.connections) connection.close();
    await this.ids?.close();
    const { user, system } = process.cpuUsage(cpuBefore);
    return this.figures(seconds, user + system);
  }

  answered(call: Call, answer: Answer): void {
    if (answer.status === 200) {
      this.answers += 1;
      const now = performance.now();
      if (call.dueAt - this.startedAt >= (this.plan.warmUpMs ?? 0)) this.histogram.record((now - call.dueAt) * 1000);
      if (answer.scoreId !== undefined) this.ids?.add(answer.scoreId);
    } else this.refused[answer.status] = (this.refused[answer.status] ?? 0) + 1;
  }

  failed(): void {
    this.failures += 1;
    this.losses += 1;
  }

  free(connection: Connection): void {
    const next = this.waiting.shift();
    if (next !== undefined) connection.send(next);
    else if (this.plan.ratePerSecond === undefined && !this.over) connection.send(this.nextCall(performance.now()));
    else this.idle.push(connection);
  }

  /** Sends the call that was due then; its latency counts from that time, not from when it could be sent. */
  private due(dueAt: number): void {
    if (this.over) return;
    this.dropStale(dueAt - this.plan.timeoutMs);
    const call = this.nextCall(dueAt);
    let connection = this.idle.pop();
    while (connection !== undefined && !connection.ready) connection = this.idle.pop();
    if (connection !== undefined) connection.send(call);
    else if (this.waiting.length < LONGEST_QUEUE) this.waiting.push(call);
    else this.failures += 1;
  }

  /** Gives up calls that have waited for a connection longer than for an answer. */
  private dropStale(before: number): void {
    while ((this.waiting[0]?.dueAt ?? Infinity) < before) {
      this.waiting.shift();
      this.failures += 1;
    }
  }

  private nextCall(dueAt: number): Call {
    const { bodies, host, port, token } = this.plan;
    const path = this.paths[this.sent % this.paths.length] ?? '/';
    const body = (bodies[this.sent % bodies.length] ?? '')
      .replaceAll('{n}', String(this.sent))
      .replaceAll('{person}', String(this.sent % PEOPLE));
    this.sent += 1;
    const authorization = token === undefined ? '' : `authorization: Bearer ${token}\r\n`;
    const head = `POST ${path} HTTP/1.1\r\nhost: ${host}:${port}\r\n${authorization}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
    return { dueAt, request: Buffer.from(head + body) };
  }

  /** Waits for the calls under way; none outlasts the plan's timeout. */
  private async drained(): Promise<void> {
    const deadline = performance.now() + this.plan.timeoutMs + 100;
    while (performance.now() < deadline && this.connections.some(({ busy }) => busy)) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    this.failures += this.waiting.splice(0).length + this.connections.filter(({ busy }) => busy).length;
  }

  private figures(seconds: number, cpuMicros: number): LoadFigures {
    return {
      sent: this.sent,
      answered: this.answers,
      refused: this.refused,
      failed: this.failures,
      cutOff: this.losses,
      seconds,
      perSecond: this.answers / seconds,
      p50Micros: this.histogram.percentile(0.5),
      p90Micros: this.histogram.percentile(0.9),
      p99Micros: this.histogram.percentile(0.99),
      maxMicros: this.histogram.max,
      generatorMicrosPerCall: cpuMicros / Math.max(1, this.sent),
    };
  }
}
