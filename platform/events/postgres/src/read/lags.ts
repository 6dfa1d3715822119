import type { Database } from '@mesh/database';

/** How many events of a topic a group has not committed yet. */
export interface GroupLag {
  readonly topic: string;
  readonly group: string;
  readonly lag: number;
}

const MOST = 1_000;
/** A group of one process, named by it, ends with the process: at rest it lags behind nothing that anybody waits for. */
const OF_A_PROCESS = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** The lag of every group that reads or is to go on reading; the furthest behind first. */
export const lags = (database: Database): Promise<readonly GroupLag[]> =>
  database.query<GroupLag>(
    `SELECT t.name AS topic, c.group_name AS "group",
       sum(greatest(0, p.next_offset - greatest(coalesce(c.committed, 0), p.earliest)))::bigint AS lag
     FROM events.cursors c
       JOIN events.partitions p ON p.topic_id = c.topic_id AND p.partition = c.partition
       JOIN events.topics t ON t.id = c.topic_id
     WHERE c.group_name !~ $1 OR EXISTS (SELECT FROM events.members m WHERE m.group_name = c.group_name)
     GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ${MOST}`,
    [OF_A_PROCESS],
  );
