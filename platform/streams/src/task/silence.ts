import type { EventLog, TransactionalStore } from '@mesh/events';
import type { StreamPlan } from '../plan/stream-plan.js';
import type { Operator } from './operator.js';
import { isReadToEnd, type Route } from './read-to-end.js';
import type { InputState } from './task-clock.js';
import type { TaskStore } from './task-store.js';
import type { Task } from './task.js';

interface WaitingTask {
  readonly partition: number;
  readonly inputs: string;
  readonly now: string | number;
}

export interface SilenceParts {
  readonly log: EventLog;
  readonly database: TransactionalStore;
  readonly plan: StreamPlan;
  readonly route: Route;
  readonly tasks: TaskStore;
  readonly operator: Operator;
  /** How often `look` is called. */
  readonly everyMs: number;
}

/**
 * Lets time go on where nothing comes: an input that is silent and read to its end no longer holds the watermark, and
 * where all are, event time follows the clock. Any member may do it for any task, since the task's row is locked.
 */
export class Silence {
  constructor(private readonly parts: SilenceParts) {}

  /** Looks at the tasks that have something to give or to forget; gives those in which time went on. */
  async look(): Promise<readonly Task[]> {
    const gone: Task[] = [];
    for (const task of await this.waiting()) {
      const inputs = JSON.parse(task.inputs) as Record<string, InputState>;
      const resting = await this.resting(task, inputs);
      const isAllIdle = Object.entries(inputs).every(([name, { idle }]) => idle || resting.includes(name));
      const moved = resting.length > 0 || isAllIdle ? await this.goOn(task.partition, resting) : undefined;
      if (moved !== undefined) gone.push(moved);
    }
    return gone;
  }

  private waiting(): Promise<readonly WaitingTask[]> {
    return this.parts.database.query<WaitingTask>(
      // Ordered, so that it is one look into an index for each task: for EXISTS the planner may read all who wait.
      `SELECT t.partition, t.inputs, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now
       FROM streams.tasks t WHERE t.group_name = $1 AND coalesce(
         (SELECT true FROM streams.windows w WHERE w.group_name = $1 AND w.partition = t.partition
          ORDER BY w.key LIMIT 1),
         (SELECT true FROM streams.waiting w WHERE w.task = t.task ORDER BY w.is_left, w.key LIMIT 1), false)
       ORDER BY t.partition`,
      [this.parts.plan.group],
    );
  }

  private async resting(
    { partition, now }: WaitingTask,
    inputs: Record<string, InputState>,
  ): Promise<readonly string[]> {
    const { log, plan, route } = this.parts;
    const silent = Object.entries(inputs).filter(
      ([, { idle, seenAt }]) => !idle && seenAt <= Number(now) - plan.idlenessMs,
    );
    const resting: string[] = [];
    for (const [input] of silent)
      if (await isReadToEnd(log, plan, route, { input, task: partition })) resting.push(input);
    return resting;
  }

  private goOn(partition: number, resting: readonly string[]): Promise<Task | undefined> {
    const { database, tasks, operator, plan, everyMs } = this.parts;
    return database.transaction(async (transaction) => {
      const taken = await tasks.take(transaction, partition, true);
      if (taken === undefined) return undefined;
      const { task, tickedAt } = taken;
      // What has come in meanwhile is no longer silent.
      const silent = new Set(task.clock.silentSince(task.now - plan.idlenessMs));
      for (const input of resting) if (silent.has(input)) task.clock.rest(input);
      // Time in which nobody looked does not count: events of that time may still be on their way.
      task.clock.pass(Math.min(Math.max(task.now - tickedAt, 0), 2 * everyMs));
      await operator.advance(task);
      await tasks.put(task, task.now);
      return task;
    });
  }
}
