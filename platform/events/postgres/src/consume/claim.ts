import type { Database } from '@mesh/database';
import type { LoggedEvent } from '@mesh/events';
import type { Topic } from '../topics.js';

/** A member's right to one partition, valid as long as the epoch is. */
export interface Claim {
  readonly group: string;
  readonly member: string;
  readonly topic: Topic;
  readonly partition: number;
  readonly epoch: number;
}

const OWNED = 'group_name = $1 AND topic_id = $2 AND partition = $3 AND owner = $4 AND epoch = $5';

const identity = ({ group, topic, partition, member, epoch }: Claim) => [group, topic.id, partition, member, epoch];

/** Moves the group's cursor; false when the partition is no longer this member's, and then nothing has changed. */
export async function commit(database: Database, claim: Claim, next: number): Promise<boolean> {
  const rows = await database.query(`UPDATE events.cursors SET committed = $6 WHERE ${OWNED} RETURNING 1`, [
    ...identity(claim),
    next,
  ]);
  return rows.length > 0;
}

/** Puts an event among the group's dead letters and moves the cursor past it, both or neither. */
export async function bury(
  database: Database,
  claim: Claim,
  letter: { event: LoggedEvent; cause: string; attempts: number },
): Promise<boolean> {
  const rows = await database.query(
    `WITH moved AS (UPDATE events.cursors SET committed = $6::bigint + 1 WHERE ${OWNED} RETURNING 1), buried AS (
       INSERT INTO events.dead_letters
         (group_name, cause, attempts, topic_id, partition, log_offset, appended_ms, id, source, type, time, key, traceparent, data)
       SELECT $1, $7::text, $8::int, $2, $3, $6, $9::bigint, $10::text, $11::text, $12::text, $13::text, $14::text, $15::text, $16::text
       FROM moved
       ON CONFLICT (topic_id, group_name, partition, log_offset)
       DO UPDATE SET cause = excluded.cause, attempts = excluded.attempts, dead_at = now()
     ) SELECT 1 FROM moved`,
    [...identity(claim), ...parameters(letter)],
  );
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

function parameters({ event, cause, attempts }: { event: LoggedEvent; cause: string; attempts: number }): unknown[] {
  const { offset, id, source, type, time, key, traceparent, json } = event;
  return [
    offset,
    cause,
    attempts,
    Date.parse(event.appendedAt),
    id,
    source,
    type,
    time,
    key,
    traceparent ?? null,
    json,
  ];
}
