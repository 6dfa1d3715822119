import type { KafkaEvent } from '../message/kafka-event.js';
import { Redelivered } from '../message/redelivered.js';
import { Unreadable } from '../message/unreadable.js';

/** A batch that is handed to the handler, over and over until it is done. */
export interface Turn {
  readonly events: readonly KafkaEvent[];
}

/** What follows a failure: the same again later, or the one event of the turn is given up after so many attempts. */
export type Consequence =
  { readonly is: 'again' } | { readonly is: 'bury'; readonly turn: Turn; readonly attempts: number };

export interface TurnSettings {
  readonly maxBatch: number;
  readonly maxAttempts: number;
  /** Events of one lane keep their order; a lane with a failed event waits, and the others go on. */
  readonly laneOf: (event: KafkaEvent) => string;
}

interface Part {
  readonly events: readonly KafkaEvent[];
  readonly allowed: number;
}

/** A batch that failed, cut into the parts that are still to be done, in order from the end. */
class Task implements Turn {
  readonly followers: KafkaEvent[] = [];
  failures = 0;
  tries = 0;
  dueMs = 0;

  constructor(
    readonly parts: Part[],
    readonly lanes: ReadonlySet<string>,
  ) {}

  get events(): readonly KafkaEvent[] {
    return this.parts.at(-1)!.events;
  }

  next(part?: readonly Part[]): void {
    this.parts.pop();
    this.parts.push(...(part ?? []));
    this.failures = 0;
    this.tries = 0;
    this.dueMs = 0;
  }
}

/** What is no event, and what was committed long ago, is settled by itself. */
const standsAlone = (event: KafkaEvent) => event instanceof Unreadable || event instanceof Redelivered;

const FIRST_BACK_OFF_MS = 50;
const LONGEST_BACK_OFF_MS = 10_000;

/**
 * Whose turn it is in a partition. A batch that keeps failing is halved until the poisonous event stands alone; alone it
 * gets all its attempts once more, so that no neighbour's fault condemns it. While it waits for its next attempt, its
 * lanes wait with it and all others go on.
 */
export class Turns {
  private queue: KafkaEvent[] = [];
  private readonly parked = new Set<Task>();
  private readonly blocked = new Map<string, Task>();

  constructor(private readonly settings: TurnSettings) {}

  add(events: readonly KafkaEvent[]): void {
    for (const event of events) this.queue.push(event);
  }

  /** Puts an event that comes back before those that have not been here yet. */
  addBack(event: Redelivered): void {
    const fresh = this.queue.findIndex((waiting) => !(waiting instanceof Redelivered));
    this.queue.splice(fresh < 0 ? this.queue.length : fresh, 0, event);
  }

  /** Events that no turn has had yet. */
  get waiting(): number {
    return this.queue.length;
  }

  /** The next turn; undefined while nothing is to be done. */
  next(nowMs: number, mayBegin = true): Turn | undefined {
    for (const task of this.parked) if (task.dueMs <= nowMs) return task;
    return mayBegin ? this.begin() : undefined;
  }

  /** When a failed batch is due again. */
  get dueMs(): number {
    return Math.min(Infinity, ...[...this.parked].map(({ dueMs }) => dueMs));
  }

  done(turn: Turn): void {
    if (!(turn instanceof Task)) return;
    turn.next();
    if (turn.parts.length > 0) return;
    this.parked.delete(turn);
    for (const lane of turn.lanes) this.blocked.delete(lane);
    if (turn.followers.length > 0) this.queue = [...turn.followers, ...this.queue];
  }

  /** `isPassing`: the failure is the fault of no event, so it is tried again without end. */
  failed(turn: Turn, isPassing: boolean, nowMs: number): Consequence {
    const task = turn instanceof Task ? turn : this.park(turn.events);
    task.tries += 1;
    if (!isPassing) task.failures += 1;
    if (!isPassing && task.lanes.size > 1 && task.parts.length === 1) {
      this.divide(task);
      return { is: 'again' };
    }
    if (task.failures < task.parts.at(-1)!.allowed) {
      task.dueMs = nowMs + backOffMs(task.tries);
      return { is: 'again' };
    }
    const { events } = task;
    if (events.length === 1) return { is: 'bury', turn: task, attempts: task.tries };
    const middle = events.length >> 1;
    task.next([this.partOf(events.slice(middle)), this.partOf(events.slice(0, middle))]);
    return { is: 'again' };
  }

  private partOf(events: readonly KafkaEvent[]): Part {
    return { events, allowed: events.length === 1 ? this.settings.maxAttempts : 1 };
  }

  private begin(): Turn | undefined {
    const events: KafkaEvent[] = [];
    let taken = 0;
    for (; taken < this.queue.length && events.length < this.settings.maxBatch; taken += 1) {
      const event = this.queue[taken] as KafkaEvent;
      const blocker = this.blocked.size === 0 ? undefined : this.blocked.get(this.settings.laneOf(event));
      if (blocker !== undefined) blocker.followers.push(event);
      else if (!standsAlone(event)) events.push(event);
      else if (events.length > 0) break;
      else {
        this.queue = this.queue.slice(taken + 1);
        return this.park([event]);
      }
    }
    if (taken > 0) this.queue = this.queue.slice(taken);
    return events.length === 0 ? undefined : { events };
  }

  private park(events: readonly KafkaEvent[]): Task {
    const lanes = new Set(events.map(this.settings.laneOf));
    return this.kept(new Task([{ events, allowed: this.settings.maxAttempts }], lanes));
  }

  private kept(task: Task): Task {
    this.parked.add(task);
    for (const lane of task.lanes) this.blocked.set(lane, task);
    return task;
  }

  /** Lanes do not wait for each other: each half is tried by itself, at once. */
  private divide(task: Task): void {
    this.parked.delete(task);
    const { laneOf, maxAttempts } = this.settings;
    const lanes = [...task.lanes];
    const middle = lanes.length >> 1;
    for (const half of [lanes.slice(0, middle), lanes.slice(middle)]) {
      const mine = new Set(half);
      const events = task.events.filter((event) => mine.has(laneOf(event)));
      const divided = this.kept(new Task([{ events, allowed: maxAttempts }], mine));
      divided.followers.push(...task.followers.filter((event) => mine.has(laneOf(event))));
    }
  }
}

/** Doubles from 50 ms to 10 s. */
const backOffMs = (tries: number) => Math.min(FIRST_BACK_OFF_MS * 2 ** Math.min(tries - 1, 20), LONGEST_BACK_OFF_MS);
