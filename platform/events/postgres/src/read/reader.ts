import type { Database } from '@mesh/database';
import { EventErrors, MAX_EVENTS, type LoggedEvent, type PartitionRange } from '@mesh/events';
import type { Schemas } from '../schemas.js';
import type { Topic } from '../topics.js';
import { EVENT_COLUMNS, storedEvent, type EventRow } from './stored-event.js';

const DEFAULT_WITHIN_MS = 10 * 60_000;

/** Reads events by place and by time. */
export class Reader {
  constructor(
    private readonly database: Database,
    private readonly schemas: Schemas,
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
    const rows = await this.database.query<EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM events.events
       WHERE topic_id = $1 AND partition = $2 AND log_offset >= $3 ORDER BY log_offset LIMIT $4`,
      [topic.id, partition, offset, limit],
    );
    const uris = await this.schemas.uris(rows);
    return rows.map((row) => storedEvent(topic.name, row, uris));
  }

  async find(topic: Topic, id: string, near: Date, withinMs = DEFAULT_WITHIN_MS): Promise<LoggedEvent | undefined> {
    const rows = await this.database.query<EventRow>(
      `SELECT ${EVENT_COLUMNS.replaceAll(/\w+/g, 'e.$&')} FROM events.partitions p
         JOIN events.events e ON e.topic_id = p.topic_id AND e.partition = p.partition
           AND e.log_offset >= events.offset_at(p.topic_id, p.partition, $3)
           AND e.log_offset < events.offset_at(p.topic_id, p.partition, $4)
       WHERE p.topic_id = $1 AND e.id = $2 ORDER BY e.appended_ms LIMIT 1`,
      [topic.id, id, near.getTime() - withinMs, near.getTime() + withinMs + 1],
    );
    return rows[0] === undefined ? undefined : storedEvent(topic.name, rows[0], await this.schemas.uris(rows));
  }

  ranges(topic: Topic): Promise<readonly PartitionRange[]> {
    return this.database.query<PartitionRange>(
      'SELECT partition, earliest, next_offset AS next FROM events.partitions WHERE topic_id = $1 ORDER BY partition',
      [topic.id],
    );
  }

  async offsetsAt(topic: Topic, time: Date): Promise<ReadonlyMap<number, number>> {
    const rows = await this.database.query<{ partition: number; at: number }>(
      `SELECT partition, events.offset_at(topic_id, partition, $2) AS at FROM events.partitions WHERE topic_id = $1 ORDER BY partition`,
      [topic.id, time.getTime()],
    );
    return new Map(rows.map(({ partition, at }) => [partition, at]));
  }
}
