import type { MeasuredRule } from '@mesh/events';
import type { Dataset, Measure } from '@mesh/lake';
import { MeshError, type QualityRule } from '@mesh/product';
import type { Logger } from '../observability/logger.js';
import { evaluateRule } from './evaluate-rule.js';

/** When rules are checked. */
export interface QualitySchedule {
  /** After rows landed, but not again within this time. Default 30 s. */
  readonly everyMs?: number;
  /** And in any case after this time. Default 10 minutes. */
  readonly slowlyMs?: number;
}

/** A check may take a twentieth of the time at most, however many rows there are. */
const PAUSE_PER_DURATION = 20;

/** Checks the rules of one dataset on its real rows: soon after they change, and now and then. */
export class QualityCheck {
  private readonly everyMs: number;
  private readonly slowlyMs: number;
  private timer: NodeJS.Timeout | undefined;
  private dueAt = 0;
  private restUntil = 0;
  private running: Promise<void> | undefined;
  private changedSince = false;
  private closed = false;
  private last: readonly MeasuredRule[] = [];

  constructor(
    private readonly dataset: Dataset,
    private readonly rules: readonly QualityRule[],
    private readonly logger: Logger,
    { everyMs = 30_000, slowlyMs = 600_000 }: QualitySchedule = {},
  ) {
    this.everyMs = everyMs;
    this.slowlyMs = slowlyMs;
  }

  /** What was found last; a new list with each check. */
  get results(): readonly MeasuredRule[] {
    return this.last;
  }

  /** Says that there are other rows than before. */
  changed(): void {
    if (this.rules.length === 0 || this.closed) return;
    if (this.running === undefined) this.plan(Math.max(0, this.restUntil - Date.now()));
    else this.changedSince = true;
  }

  /** Resolves once the check in hand is over. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private plan(inMs: number): void {
    const dueAt = Date.now() + inMs;
    if (this.timer !== undefined && this.dueAt <= dueAt) return;
    clearTimeout(this.timer);
    this.dueAt = dueAt;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.running = this.run();
    }, inMs).unref();
  }

  private async run(): Promise<void> {
    const startedAt = Date.now();
    this.changedSince = false;
    this.last = await this.check();
    const pauseMs = Math.max(this.everyMs, PAUSE_PER_DURATION * (Date.now() - startedAt));
    this.restUntil = Date.now() + pauseMs;
    this.running = undefined;
    if (!this.closed) this.plan(this.changedSince ? pauseMs : Math.max(this.slowlyMs, pauseMs));
  }

  private async check(): Promise<readonly MeasuredRule[]> {
    try {
      return await this.judge(this.rules);
    } catch (cause) {
      // A rule that cannot be measured must not hide the others.
      if (!(cause instanceof MeshError) || cause.spec.kind !== 'invalid') return this.failed(cause, this.rules);
    }
    const results: MeasuredRule[] = [];
    for (const rule of this.rules)
      results.push(...(await this.judge([rule]).catch((cause: unknown) => this.failed(cause, [rule]))));
    return results;
  }

  private async judge(rules: readonly QualityRule[]): Promise<readonly MeasuredRule[]> {
    const { rows, found } = await this.dataset.measure(rules.map(measureOf));
    const at = new Date().toISOString();
    return rules.map((rule, index) => {
      const { observed, holds } = evaluateRule(rule, { rows, found: found[index] ?? 0 });
      return { id: rule.id, result: holds ? 'pass' : 'fail', observed, at };
    });
  }

  private failed(cause: unknown, rules: readonly QualityRule[]): readonly MeasuredRule[] {
    const at = new Date().toISOString();
    this.logger.warn({ cause, dataset: this.dataset.settings.dataset }, 'quality rules could not be checked');
    return rules.map(({ id }) => ({ id, result: 'error', at }));
  }
}

const measureOf = ({ metric, field, validValues }: QualityRule): Measure => ({
  metric,
  ...(field !== undefined && { column: field }),
  ...(validValues !== undefined && { validValues }),
});
