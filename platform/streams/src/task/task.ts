import type { EventStore, NewEvent, Outbox } from '@mesh/events';
import type { PlannedSink, StreamPlan } from '../plan/stream-plan.js';
import type { Data } from '../reading/arrival.js';
import type { TaskClock } from './task-clock.js';

/** What a task has given since it was taken up. */
export interface TaskCounts {
  results: number;
  corrections: number;
  late: number;
}

/** One partition of a processing, taken up in a transaction: its clock, and the way to its state and its results. */
export class Task {
  readonly counts: TaskCounts = { results: 0, corrections: 0, late: 0 };
  hasPublished = false;

  constructor(
    readonly plan: StreamPlan,
    readonly partition: number,
    readonly clock: TaskClock,
    private readonly taken: {
      readonly transaction: EventStore;
      /** What the store calls it. */
      readonly number: number;
      /** By the clock of the store. */
      readonly now: number;
      readonly outbox: Outbox;
    },
  ) {}

  get transaction(): EventStore {
    return this.taken.transaction;
  }

  /** What the store calls it: shorter than its place where many rows say whose they are. */
  get number(): number {
    return this.taken.number;
  }

  /** When it was taken up, by the clock of the store. */
  get now(): number {
    return this.taken.now;
  }

  /** Which rows of the state are the task's. */
  get place(): readonly [group: string, partition: number] {
    return [this.plan.group, this.partition];
  }

  /** Publishes results with the state that they tell of. */
  async give(results: readonly Data[]): Promise<void> {
    this.counts.results += results.length;
    await this.publish(this.plan.sink, results);
  }

  /** Publishes messages, whatever they are, in the task's transaction. */
  async publish(sink: PlannedSink, messages: readonly Data[]): Promise<void> {
    if (messages.length === 0) return;
    const events = messages.map((message) => eventOf(sink, message));
    await this.taken.outbox.put(this.transaction, sink.topic, events);
    this.hasPublished = true;
  }
}

/** A message as the event of its port. */
export const eventOf = ({ topic, source, schema, id, key, at }: PlannedSink, message: Data): NewEvent => ({
  id: String(message[id]),
  source,
  type: topic,
  time: String(message[at]),
  key: String(message[key]),
  data: message,
  dataschema: schema,
});
