import type { Database } from '@mesh/database';

/** Events that one transaction drops, so that writers never wait long for the partition. */
const CHUNK = 5_000;

interface Due {
  readonly topic_id: number;
  readonly partition: number;
  readonly until: number;
}

/** Drops the events whose topic's retention has passed at `now`, with the memory of their `once`; returns how many went. */
export async function expire(database: Database, now: Date): Promise<number> {
  const due = await database.query<Due>(
    `SELECT * FROM (
       SELECT p.topic_id, p.partition, p.earliest, events.offset_at(p.topic_id, p.partition, $1 - t.retention_ms) AS until
       FROM events.partitions p JOIN events.topics t ON t.id = p.topic_id
       WHERE NOT t.compacted
     ) found WHERE until > earliest ORDER BY topic_id, partition`,
    [now.getTime()],
  );
  let dropped = 0;
  for (const partition of due) dropped += await dropPartition(database, partition);
  return dropped;
}

async function dropPartition(database: Database, { topic_id, partition, until }: Due): Promise<number> {
  for (let dropped = 0; ;) {
    const [moved] = await database.query<{ dropped: number }>(
      `WITH moved AS (
         UPDATE events.partitions SET earliest = least(earliest + ${CHUNK}, $3)
         WHERE topic_id = $1 AND partition = $2 AND earliest < $3 RETURNING earliest
       ), gone AS (
         DELETE FROM events.events e USING moved m
         WHERE e.topic_id = $1 AND e.partition = $2 AND e.log_offset < m.earliest RETURNING 1
       ), forgotten AS (
         DELETE FROM events.once o USING moved m WHERE o.topic_id = $1 AND o.partition = $2 AND o.log_offset < m.earliest
       )
       SELECT count(*) AS dropped FROM gone HAVING EXISTS (SELECT FROM moved)`,
      [topic_id, partition, until],
    );
    if (moved === undefined) return dropped;
    dropped += moved.dropped;
  }
}
