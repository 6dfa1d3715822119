import { v7 as uuidv7 } from 'uuid';
import type { WindowPlan } from '../plan/stream-plan.js';
import type { Arrival } from '../reading/arrival.js';
import type { Operator } from '../task/operator.js';
import type { Task } from '../task/task.js';
import { inOrder, resultOf, type OpenWindow } from './open-window.js';
import { reachable, workIn } from './window-batch.js';
import { WindowStore } from './window-store.js';

/** Windows that give their first result in one turn: what they hold is in memory together. */
const GIVEN_AT_ONCE = 5_000;

/** Runs a windowed aggregate over the state of a task. */
export class WindowOperator implements Operator {
  readonly knowsItsEvents = false;

  constructor(private readonly plan: WindowPlan) {}

  async take(task: Task, arrivals: readonly Arrival[]): Promise<void> {
    const { plan } = this;
    const { clock, now } = task;
    const store = new WindowStore(plan, task);
    const open = await store.load([...reachable(plan, clock, arrivals).values()]);
    const { touched, late } = workIn(plan, arrivals, { clock, now, open, newId: uuidv7 });
    const changed = touched.filter(({ end }) => clock.isPast(end));
    for (const window of changed) window.revision += 1;
    await task.give([...changed].sort(inOrder).map((window) => resultOf(plan, window)));
    task.counts.corrections += changed.filter(({ revision }) => revision > 1).length;
    task.counts.late += late.length;
    if (plan.late !== undefined)
      await task.publish(
        plan.late,
        late.map(({ data }) => data),
      );
    await store.save(touched.filter((window) => !this.isOver(task, window)));
  }

  async advance(task: Task): Promise<void> {
    const { watermark } = task.clock;
    if (watermark === null) return;
    const store = new WindowStore(this.plan, task);
    for (let given = GIVEN_AT_ONCE; given === GIVEN_AT_ONCE;) {
      const windows = await store.giveFirst(watermark, GIVEN_AT_ONCE);
      given = windows.length;
      await task.give([...windows].sort(inOrder).map((window) => resultOf(this.plan, window)));
    }
    await store.forget(watermark - this.plan.latenessMs);
  }

  private isOver({ clock }: Task, { end }: OpenWindow): boolean {
    return clock.isPast(end + this.plan.latenessMs);
  }
}
