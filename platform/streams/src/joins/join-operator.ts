import type { JoinPlan } from '../plan/stream-plan.js';
import type { Arrival } from '../reading/arrival.js';
import type { Operator } from '../task/operator.js';
import type { Task } from '../task/task.js';
import { admit, pairOf, pairsAmong } from './join-batch.js';
import { joinResultOf } from './join-result.js';
import { JoinStore } from './join-store.js';
import { waitsMs } from './join-times.js';
import { nameOf, type Pair, type Waiting } from './waiting.js';

/** Partners, or events that wait no longer, that are in memory together. */
const AT_ONCE = 2_000;

/** Runs a join over the state of a task. */
export class JoinOperator implements Operator {
  readonly knowsItsEvents = true;

  constructor(private readonly plan: JoinPlan) {}

  /** An event waits from its first coming on, and longer than it could come again in time: it is joined once. */
  async take(task: Task, arrivals: readonly Arrival[]): Promise<void> {
    const store = new JoinStore(this.plan, task);
    const { timely, late } = admit(this.plan, arrivals, task.clock, task.now);
    task.counts.late += late;
    const entered = await store.add(timely);
    await this.give(task, pairsAmong(this.plan, entered));
    let own: ReadonlySet<string> | undefined;
    for await (const found of store.partners(entered, AT_ONCE)) {
      own ??= new Set(entered.map((event) => nameOf(event)));
      const others = found.filter(({ partner }) => !own?.has(nameOf(partner)));
      await this.give(
        task,
        others.map(({ nth, partner }) => pairOf(entered[nth] as Waiting, partner)),
      );
      if (this.plan.unmatched) await store.mark(others.map(({ partner }) => partner));
    }
    if (this.plan.unmatched) await store.mark(entered.filter(({ matched }) => matched));
  }

  async advance(task: Task): Promise<void> {
    const { watermark } = task.clock;
    if (watermark === null) return;
    const store = new JoinStore(this.plan, task);
    for (const side of ['left', 'right'] as const) {
      for (let released = AT_ONCE; released === AT_ONCE;) {
        const { count, alone } = await store.release(side, watermark - waitsMs(this.plan, side), AT_ONCE);
        released = count;
        await this.give(
          task,
          alone.map((left) => ({ left })),
        );
      }
    }
  }

  private give(task: Task, pairs: readonly Pair[]): Promise<void> {
    return task.give(pairs.map((pair) => joinResultOf(this.plan, pair)));
  }
}
