import type { Database } from '@mesh/database';
import { EventErrors } from '@mesh/events';
import type { Topic } from '../topics.js';

/** Where groups stand. */
export class Cursors {
  constructor(private readonly database: Database) {}

  async committed(topic: Topic, group: string): Promise<ReadonlyMap<number, number>> {
    const rows = await this.database.query<{ partition: number; committed: number }>(
      `SELECT partition, committed FROM events.cursors
       WHERE group_name = $1 AND topic_id = $2 AND committed IS NOT NULL ORDER BY partition`,
      [group, topic.id],
    );
    return new Map(rows.map(({ partition, committed }) => [partition, committed]));
  }

  async seek(topic: Topic, group: string, offsets: ReadonlyMap<number, number>): Promise<void> {
    for (const [partition, offset] of offsets) {
      const isInTopic = Number.isInteger(partition) && partition >= 0 && partition < topic.partitions;
      if (!isInTopic || !Number.isSafeInteger(offset) || offset < 0) throw EventErrors.BAD_RANGE();
    }
    await this.database.transaction(async (transaction) => {
      await transaction.query(`SELECT pg_advisory_xact_lock(hashtextextended('events group ' || $1, 0))`, [group]);
      const [running] = await transaction.query(
        'SELECT 1 FROM events.members WHERE group_name = $1 AND lease_until >= clock_timestamp() LIMIT 1',
        [group],
      );
      if (running !== undefined) throw EventErrors.GROUP_RUNNING();
      // The new epoch refuses the commit of a member that has lost its lease but does not know yet.
      await transaction.query(
        `INSERT INTO events.cursors AS c (group_name, topic_id, partition, committed)
         SELECT $1::text, $2::int, * FROM unnest($3::int[], $4::bigint[])
         ON CONFLICT (group_name, topic_id, partition)
         DO UPDATE SET committed = excluded.committed, owner = NULL, epoch = c.epoch + 1`,
        [group, topic.id, [...offsets.keys()], [...offsets.values()]],
      );
    });
  }

  async lag(topic: Topic, group: string): Promise<number> {
    const [row] = await this.database.query<{ lag: number }>(
      `SELECT coalesce(sum(greatest(0, p.next_offset - greatest(coalesce(c.committed, 0), p.earliest))), 0)::bigint AS lag
       FROM events.partitions p
         LEFT JOIN events.cursors c ON c.group_name = $2 AND c.topic_id = p.topic_id AND c.partition = p.partition
       WHERE p.topic_id = $1`,
      [topic.id, group],
    );
    return row?.lag ?? 0;
  }
}
