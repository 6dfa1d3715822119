/** Up to where a group has come in a partition, and what it has done beyond that. */
export interface Progress {
  /** The first offset that is not done. */
  readonly offset: number;
  /** Ranges of offsets beyond it that are done: first, and the one after the last. */
  readonly ahead: readonly (readonly [from: number, to: number])[];
}

interface Placed {
  readonly offset: number;
}

/**
 * Which events of a partition are done. Where events wait for another attempt, those behind them go on; what was done
 * beyond the first open one is told with the committed offset, so that it is not done again after a restart.
 */
export class Window {
  private open: number[] = [];
  private head = 0;
  private readonly done = new Set<number>();

  constructor(
    /** The offset after the last event that was added, also over places without an event. */
    private end: number,
    private readonly known: Progress['ahead'] = [],
  ) {}

  /** Events that are neither done nor given up, and those done behind them. */
  get size(): number {
    return this.open.length - this.head;
  }

  get ranges(): number {
    return this.done.size === 0 ? 0 : this.progress().ahead.length;
  }

  /** Adds what follows; gives what of it is not done yet. */
  add<Event extends Placed>(events: readonly Event[], end: number): readonly Event[] {
    this.end = end;
    for (const { offset } of events) this.open.push(offset);
    if (this.known.length === 0) return events;
    const isKnown = ({ offset }: Event) => this.known.some(([from, to]) => offset >= from && offset < to);
    this.finish(events.filter(isKnown));
    return events.filter((event) => !isKnown(event));
  }

  finish(events: readonly Placed[]): void {
    for (const { offset } of events) {
      if (this.open[this.head] === offset) this.head += 1;
      else this.done.add(offset);
    }
    while (this.done.size > 0 && this.done.delete(this.open[this.head] as number)) this.head += 1;
    if (this.head > 10_000 || this.head === this.open.length) {
      this.open = this.open.slice(this.head);
      this.head = 0;
    }
  }

  progress(): Progress {
    return this.progressAfter([]);
  }

  /** What `progress` would be if these were done. */
  progressAfter(events: readonly Placed[]): Progress {
    let head = this.head;
    let nth = 0;
    while (nth < events.length && this.open[head] === events[nth]!.offset) {
      head += 1;
      nth += 1;
    }
    if (nth === events.length && this.done.size === 0) return { offset: this.open[head] ?? this.end, ahead: [] };
    const done = new Set([...this.done, ...events.map(({ offset }) => offset)]);
    while (done.has(this.open[head] as number)) head += 1;
    const ahead: [number, number][] = [];
    for (let at = head; at < this.open.length; at += 1) {
      if (!done.has(this.open[at] as number)) continue;
      const from = this.open[at] as number;
      while (done.has(this.open[at] as number)) at += 1;
      ahead.push([from, this.open[at] ?? this.end]);
    }
    return { offset: this.open[head] ?? this.end, ahead };
  }
}
