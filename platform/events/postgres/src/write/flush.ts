import { partitionOf, type NewEvent, type Position } from '@mesh/events';
import type { Topic } from '../topics.js';
import { boolArray, int4Array } from './array-parameters.js';
import type { EventColumns } from './event-columns.js';

/** The events of one partition in a flush. */
interface Slot {
  readonly topicId: number;
  readonly partition: number;
  count: number;
}

interface Waiting {
  readonly from: number;
  readonly count: number;
  readonly resolve: (positions: readonly Position[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Events gathered to be written together, as columns; each append waits for its span of them. */
export class Flush {
  readonly openedAtMs = performance.now();
  private readonly slots: Slot[] = [];
  private readonly slotOfPlace = new Map<number, number>();
  private readonly waiting: Waiting[] = [];
  private readonly slotOf: number[] = [];
  private readonly rankOf: number[] = [];
  private readonly onceOf: boolean[] = [];
  private readonly schemaOf: (string | undefined)[] = [];
  /** URIs of the schemas that its events name. */
  readonly schemas = new Set<string>();
  hasOnce = false;

  constructor(readonly columns: EventColumns) {}

  get eventCount(): number {
    return this.slotOf.length;
  }

  get byteLength(): number {
    return this.columns.byteLength;
  }

  add(topic: Topic, event: NewEvent, json: string): void {
    const partition = partitionOf(event.key, topic.partitions);
    const place = topic.id * 256 + partition;
    let index = this.slotOfPlace.get(place);
    if (index === undefined) {
      index = this.slots.push({ topicId: topic.id, partition, count: 0 }) - 1;
      this.slotOfPlace.set(place, index);
    }
    const slot = this.slots[index] as Slot;
    this.slotOf.push(index);
    this.rankOf.push(slot.count);
    slot.count += 1;
    this.onceOf.push(event.once === true);
    this.hasOnce ||= event.once === true;
    this.schemaOf.push(event.dataschema);
    if (event.dataschema !== undefined) this.schemas.add(event.dataschema);
    this.columns.add(event, json);
  }

  /** Resolves with the positions of the last `count` events added. */
  await(count: number): Promise<readonly Position[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ from: this.eventCount - count, count, resolve, reject });
    });
  }

  /** The topic and partition of all that the flush touches, as `topic:partition`. */
  places(): string[] {
    return this.slots.map(({ topicId, partition }) => `${topicId}:${partition}`);
  }

  /** The parameters of `events.append`, without `p_once`; partitions sorted, slots counted from 1, schemas by number. */
  parameters(schemaIds: ReadonlyMap<string, number>): unknown[] {
    const order = this.sortedSlots();
    const rankOfSlot: number[] = [];
    order.forEach((slot, rank) => (rankOfSlot[slot] = rank + 1));
    const sorted = order.map((slot) => this.slots[slot] as Slot);
    return [
      int4Array(sorted.map(({ topicId }) => topicId)),
      int4Array(sorted.map(({ partition }) => partition)),
      int4Array(sorted.map(({ count }) => count)),
      int4Array(this.slotOf.map((slot) => rankOfSlot[slot] as number)),
      int4Array(this.rankOf),
      ...this.columns.toParameters(),
      // Shorter than the other columns, it is filled up with nulls.
      int4Array(
        this.schemas.size === 0 ? [] : this.schemaOf.map((uri) => (uri === undefined ? undefined : schemaIds.get(uri))),
      ),
    ];
  }

  onceParameter(): Buffer {
    return boolArray(this.onceOf);
  }

  /** Answers all appends from the first offset of each sorted partition. */
  resolveFromFirsts(firsts: readonly number[]): void {
    const firstOfSlot: number[] = [];
    this.sortedSlots().forEach((slot, rank) => (firstOfSlot[slot] = firsts[rank] as number));
    this.resolve((nth) => {
      const slot = this.slotOf[nth] as number;
      return {
        partition: (this.slots[slot] as Slot).partition,
        offset: (firstOfSlot[slot] as number) + (this.rankOf[nth] as number),
      };
    });
  }

  resolve(positionOf: (nth: number) => Position): void {
    for (const { from, count, resolve } of this.waiting)
      resolve(Array.from({ length: count }, (_, nth) => positionOf(from + nth)));
  }

  reject(error: unknown): void {
    for (const { reject } of this.waiting) reject(error);
  }

  private sortedSlots(): number[] {
    const place = (slot: number) => (this.slots[slot] as Slot).topicId * 256 + (this.slots[slot] as Slot).partition;
    return this.slots.map((_, slot) => slot).sort((a, b) => place(a) - place(b));
  }
}
