import type { NewEvent } from '@mesh/events';
import { TextArray } from './array-parameters.js';

/** Most memory that is worth keeping for the next flush. */
const KEPT_BYTES = 1_048_576;

/** The text columns of a flush. They are used again by a later flush, since memory outside the heap is dear to collect. */
export class EventColumns {
  private readonly ids = new TextArray(4_096);
  private readonly sources = new TextArray(4_096);
  private readonly types = new TextArray(4_096);
  private readonly times = new TextArray(4_096);
  private readonly keys = new TextArray(4_096);
  private readonly traceparents = new TextArray(4_096);
  private readonly data = new TextArray(32_768);
  /** JSON objects; most events have none. */
  private readonly extensions = new TextArray(4_096);
  private readonly all = [
    ...[this.ids, this.sources, this.types, this.times, this.keys, this.traceparents, this.data],
    this.extensions,
  ];

  add(event: NewEvent, json: string): void {
    this.ids.push(event.id);
    this.sources.push(event.source);
    this.types.push(event.type);
    this.times.push(event.time);
    this.keys.push(event.key);
    this.traceparents.push(event.traceparent);
    this.data.push(json);
    this.extensions.push(event.extensions && JSON.stringify(event.extensions));
  }

  /** What they take in memory, near enough. */
  get byteLength(): number {
    return this.data.byteLength + this.ids.byteLength * 4;
  }

  get isWorthKeeping(): boolean {
    return this.byteLength <= KEPT_BYTES;
  }

  toParameters(): Buffer[] {
    return this.all.map((column) => column.toParameter());
  }

  reset(): void {
    for (const column of this.all) column.reset();
  }
}
