import type { EventLog, LoggedEvent } from '@mesh/events';

/** Hears the events of one partition, in order. */
export interface TailListener {
  hear(partition: number, events: readonly LoggedEvent[]): void;
}

const LOOK_EVERY_MS = 200;
const LOOK_AGAIN_AFTER_FAILURE_MS = 1_000;
const EVENTS_A_READ = 500;

/** Follows a topic once for everybody who listens to it; with nobody listening it does nothing at all. */
export class TopicTail {
  private readonly listeners = new Set<TailListener>();
  private readonly next = new Map<number, number>();
  private timer: NodeJS.Timeout | undefined;
  private started: Promise<void> | undefined;
  /** Counts the times that the first listener came and the last one went: what was begun before is then void. */
  private round = 0;

  constructor(
    private readonly log: EventLog,
    private readonly topic: string,
  ) {}

  /** From here on the listener hears all that comes; resolves once the tail knows where it stands. */
  join(listener: TailListener): Promise<void> {
    this.listeners.add(listener);
    return (this.started ??= this.start());
  }

  leave(listener: TailListener): void {
    this.listeners.delete(listener);
    if (this.listeners.size > 0) return;
    clearTimeout(this.timer);
    this.round += 1;
    this.started = undefined;
    this.next.clear();
  }

  /** Where the tail stands in a partition. */
  at(partition: number): number {
    return this.next.get(partition) ?? 0;
  }

  private async start(): Promise<void> {
    const { round } = this;
    try {
      const ranges = await this.log.ranges(this.topic);
      if (round !== this.round) return;
      for (const { partition, next } of ranges) this.next.set(partition, next);
      this.lookIn(LOOK_EVERY_MS, round);
    } catch (error) {
      if (round === this.round) this.started = undefined;
      throw error;
    }
  }

  private lookIn(ms: number, round: number): void {
    if (round !== this.round) return;
    this.timer = setTimeout(() => {
      this.look(round).then(
        (isBehind) => this.lookIn(isBehind ? 0 : LOOK_EVERY_MS, round),
        // The log is away for a while: nothing is lost, the next look goes on where this one ended.
        () => this.lookIn(LOOK_AGAIN_AFTER_FAILURE_MS, round),
      );
    }, ms).unref();
  }

  /** Whether there was more than one look takes. */
  private async look(round: number): Promise<boolean> {
    let isBehind = false;
    for (const { partition, next } of await this.log.ranges(this.topic)) {
      const from = this.next.get(partition) ?? 0;
      if (next <= from) continue;
      const events = await this.log.read(this.topic, partition, from, EVENTS_A_READ);
      if (round !== this.round) continue;
      const behindLast = (events.at(-1)?.offset ?? from - 1) + 1;
      // Fewer than were asked for are all that there are, also where places without an event follow.
      const reached = events.length < EVENTS_A_READ ? Math.max(behindLast, next) : behindLast;
      this.next.set(partition, reached);
      isBehind ||= reached < next;
      if (events.length === 0) continue;
      for (const listener of [...this.listeners]) listener.hear(partition, events);
    }
    return isBehind;
  }
}
