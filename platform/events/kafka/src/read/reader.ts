import { EventErrors, MAX_EVENTS, type LoggedEvent, type PartitionRange } from '@mesh/events';
import type { Topic } from '../topics/topics.js';
import type { Wire } from '../wire/wire.js';
import { EARLIEST, LATEST, offsetsOf } from './offsets.js';
import type { RecordReader } from './record-reader.js';

const DEFAULT_WITHIN_MS = 10 * 60_000;

/** Reads events by place and by time. */
export class Reader {
  constructor(
    private readonly wire: Wire,
    private readonly records: RecordReader,
  ) {}

  async read(
    topic: Topic,
    partition: number,
    { offset, limit }: { offset: number; limit: number },
  ): Promise<readonly LoggedEvent[]> {
    const isInRange =
      Number.isInteger(partition) &&
      partition >= 0 &&
      partition < topic.partitions &&
      Number.isSafeInteger(offset) &&
      offset >= 0;
    if (!isInRange || !Number.isInteger(limit) || limit < 1 || limit > MAX_EVENTS) throw EventErrors.BAD_RANGE();
    const events: LoggedEvent[] = [];
    const stretch = { topic: topic.name, partition, from: offset, until: Number.MAX_SAFE_INTEGER };
    for await (const event of this.records.read(stretch)) {
      events.push(event);
      if (events.length === limit) break;
    }
    return events;
  }

  async find(topic: Topic, id: string, near: Date, withinMs = DEFAULT_WITHIN_MS): Promise<LoggedEvent | undefined> {
    const [from, until] = await Promise.all([
      this.offsetsAt(topic, new Date(near.getTime() - withinMs)),
      this.offsetsAt(topic, new Date(near.getTime() + withinMs + 1)),
    ]);
    const found = await Promise.all(
      [...from].map(async ([partition, start]) => {
        const stretch = { topic: topic.name, partition, from: start, until: until.get(partition) ?? start };
        for await (const event of this.records.read(stretch)) if (event.id === id) return event;
        return undefined;
      }),
    );
    return found
      .filter((event) => event !== undefined)
      .sort((a, b) => a.appendedMs - b.appendedMs)
      .at(0);
  }

  async ranges(topic: Topic): Promise<readonly PartitionRange[]> {
    const [earliest, next] = await Promise.all([
      offsetsOf(this.wire, topic, EARLIEST),
      offsetsOf(this.wire, topic, LATEST),
    ]);
    return [...earliest].map(([partition, offset]) => {
      return { partition, earliest: offset, next: Math.max(offset, next.get(partition) ?? offset) };
    });
  }

  async offsetsAt(topic: Topic, time: Date): Promise<ReadonlyMap<number, number>> {
    const [at, ranges] = await Promise.all([
      offsetsOf(this.wire, topic, Math.max(0, time.getTime())),
      this.ranges(topic),
    ]);
    // No event is as young: the next one will be.
    return new Map(ranges.map(({ partition, next }) => [partition, Math.min(at.get(partition) ?? next, next)]));
  }
}
