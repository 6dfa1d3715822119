import type { Database } from '@mesh/database';
import type { Topic } from '../topics.js';

/** A member's right to one partition, valid as long as the epoch is. */
export interface Claim {
  readonly group: string;
  readonly member: string;
  readonly topic: Topic;
  readonly partition: number;
  readonly epoch: number;
}

/** The condition that a partition is still the member's; its values are those of `identity`. */
export const OWNED = 'group_name = $1 AND topic_id = $2 AND partition = $3 AND owner = $4 AND epoch = $5';

/** The parameters $1 to $5 of `OWNED`. */
export const identity = ({ group, topic, partition, member, epoch }: Claim) => [
  group,
  topic.id,
  partition,
  member,
  epoch,
];

/** Moves the group's cursor; false when the partition is no longer this member's, and then nothing has changed. */
export async function commit(database: Database, claim: Claim, next: number): Promise<boolean> {
  const rows = await database.query(`UPDATE events.cursors SET committed = $6 WHERE ${OWNED} RETURNING 1`, [
    ...identity(claim),
    next,
  ]);
  return rows.length > 0;
}

/** Gives the partition back, so that the member it is meant for may take it. */
export async function release(database: Database, claim: Claim): Promise<void> {
  await database.query(
    `WITH freed AS (UPDATE events.cursors SET owner = NULL WHERE ${OWNED} RETURNING 1)
     SELECT pg_notify('mesh_events_groups', md5($1)) FROM freed`,
    identity(claim),
  );
}
