import type { EventStore, Outbox } from '@mesh/events';
import type { StreamPlan } from '../plan/stream-plan.js';
import { TaskClock, type InputState } from './task-clock.js';
import { Task } from './task.js';

interface TaskRow {
  readonly watermark: string | number | null;
  readonly inputs: string;
  readonly ticked_at: string | number;
  readonly task: number;
  readonly now: string | number;
}

/** A task with when it was last looked at for silence. */
export interface TakenTask {
  readonly task: Task;
  readonly tickedAt: number;
}

const NOW = `floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint`;

/** Takes up and puts down the tasks of a processing; who has one taken up holds its row until the transaction ends. */
export class TaskStore {
  constructor(
    private readonly plan: StreamPlan,
    private readonly outbox: Outbox,
  ) {}

  /** Makes the tasks that there are not yet; `inputsOf` names what feeds each. */
  async create(
    store: EventStore,
    partitions: number,
    inputsOf: (partition: number) => readonly string[],
  ): Promise<void> {
    const [clock] = await store.query<{ now: string }>(`SELECT ${NOW} AS now`);
    const seenAt = Number(clock?.now);
    for (let partition = 0; partition < partitions; partition += 1) {
      const silent: InputState = { at: null, seenAt, idle: false };
      const inputs = Object.fromEntries(inputsOf(partition).map((input) => [input, silent]));
      await store.query(
        `INSERT INTO streams.tasks (group_name, partition, inputs, ticked_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING`,
        [this.plan.group, partition, JSON.stringify(inputs), seenAt],
      );
    }
  }

  /** Waits for the task, or leaves it where another has it and `skip` says so. */
  async take(transaction: EventStore, partition: number, skip = false): Promise<TakenTask | undefined> {
    const [row] = await transaction.query<TaskRow>(
      `SELECT task, watermark, inputs, ticked_at, ${NOW} AS now FROM streams.tasks
       WHERE group_name = $1 AND partition = $2 FOR UPDATE ${skip ? 'SKIP LOCKED' : ''}`,
      [this.plan.group, partition],
    );
    if (row === undefined) return undefined;
    const { task: number, watermark, inputs, ticked_at, now } = row;
    const clock = new TaskClock(
      JSON.parse(inputs) as Record<string, InputState>,
      watermark === null ? null : Number(watermark),
      this.plan.outOfOrdernessMs,
    );
    const taken = { transaction, number, now: Number(now), outbox: this.outbox };
    const task = new Task(this.plan, partition, clock, taken);
    return { task, tickedAt: Number(ticked_at) };
  }

  /** Keeps where the task stands and what it has counted. */
  async put({ clock, counts, transaction, place }: Task, tickedAt: number): Promise<void> {
    await transaction.query(
      `UPDATE streams.tasks SET watermark = $3, inputs = $4, ticked_at = $5,
         results = results + $6::int, corrections = corrections + $7::int, late = late + $8::int
       WHERE group_name = $1 AND partition = $2`,
      [
        ...place,
        clock.watermark,
        JSON.stringify(clock.state),
        tickedAt,
        counts.results,
        counts.corrections,
        counts.late,
      ],
    );
  }
}
