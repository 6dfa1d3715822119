import type { Database } from '@mesh/database';
import type { LoggedEvent } from '@mesh/events';
import { EVENT_COLUMNS, redeliveredEvent, type EventRow } from '../read/stored-event.js';
import type { Schemas } from '../schemas.js';
import { identity, OWNED, type Claim } from './claim.js';

const MINE = `mine AS (SELECT 1 FROM events.cursors WHERE ${OWNED} FOR UPDATE)`;
const PLACE = 'd.group_name = $1 AND d.topic_id = $2 AND d.partition = $3';

/** The partitions (`topic:partition`) in which a group has dead letters to be delivered again. */
export async function placesToRedeliver(database: Database, group: string): Promise<readonly string[]> {
  const rows = await database.query<{ topic_id: number; partition: number }>(
    `SELECT DISTINCT topic_id, partition FROM events.dead_letters
     WHERE group_name = $1 AND redeliver_at IS NOT NULL LIMIT 10000`,
    [group],
  );
  return rows.map(({ topic_id, partition }) => `${topic_id}:${partition}`);
}

/** Dead letters of a partition to be delivered again, in their order. */
export async function toRedeliver(
  database: Database,
  schemas: Schemas,
  { group, topic, partition }: Claim,
  limit: number,
): Promise<readonly LoggedEvent[]> {
  const rows = await database.query<EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM events.dead_letters d
     WHERE ${PLACE} AND d.redeliver_at IS NOT NULL ORDER BY d.log_offset LIMIT $4`,
    [group, topic.id, partition, limit],
  );
  const uris = await schemas.uris(rows);
  return rows.map((row) => redeliveredEvent(topic.name, row, uris));
}

/** Forgets dead letters that were worked through after all. */
export async function letGo(database: Database, claim: Claim, events: readonly LoggedEvent[]): Promise<boolean> {
  const rows = await database.query(
    `WITH ${MINE}, gone AS (
       DELETE FROM events.dead_letters d USING mine WHERE ${PLACE} AND d.log_offset = ANY($6::bigint[])
     ) SELECT 1 FROM mine`,
    [...identity(claim), events.map(({ offset }) => offset)],
  );
  return rows.length > 0;
}

/** Puts a letter that failed again back among the dead, with all its attempts; one that was dropped meanwhile stays away. */
export async function returnToGrave(
  database: Database,
  claim: Claim,
  { event, cause, attempts }: { readonly event: LoggedEvent; readonly cause: string; readonly attempts: number },
): Promise<boolean> {
  const rows = await database.query(
    `WITH ${MINE}, back AS (
       UPDATE events.dead_letters d
       SET cause = $7, attempts = d.attempts + $8::int, dead_at = now(), redeliver_at = NULL
       FROM mine WHERE ${PLACE} AND d.log_offset = $6
     ) SELECT 1 FROM mine`,
    [...identity(claim), event.offset, cause, attempts],
  );
  return rows.length > 0;
}
