import type { Database } from '@mesh/database';
import { EventErrors, MAX_EVENTS, type DeadLetter, type DeadLetterCount, type LoggedEvent } from '@mesh/events';
import { EVENT_COLUMNS, storedEvent, type EventRow } from '../read/stored-event.js';
import type { Schemas } from '../schemas.js';
import type { Topic } from '../topics.js';
import type { Claim } from './claim.js';

const MOST_GROUPS = 1_000;
/** Letters of topics that are kept for longer are kept for thirty days. */
const LONGEST_SECONDS = 30 * 24 * 3_600;
/** Of a group and topic; the oldest go first. */
const MOST_LETTERS = 100_000;

type DeadLetterRow = EventRow & { readonly cause: string; readonly attempts: number; readonly dead_at: Date };

/** What a group gave up, oldest first. */
export async function deadLetters(
  database: Database,
  schemas: Schemas,
  topic: Topic,
  place: { group: string; limit: number },
): Promise<readonly DeadLetter[]> {
  if (!Number.isInteger(place.limit) || place.limit < 1 || place.limit > MAX_EVENTS) throw EventErrors.BAD_RANGE();
  const rows = await database.query<DeadLetterRow>(
    `SELECT ${EVENT_COLUMNS}, cause, attempts, dead_at FROM events.dead_letters
     WHERE topic_id = $1 AND group_name = $2 AND redeliver_at IS NULL ORDER BY dead_at, partition, log_offset LIMIT $3`,
    [topic.id, place.group, place.limit],
  );
  const uris = await schemas.uris(rows);
  return rows.map((row) => ({
    event: storedEvent(topic.name, row, uris),
    cause: row.cause,
    attempts: row.attempts,
    deadAt: row.dead_at.toISOString(),
  }));
}

/** All groups that have dead letters; those that are on their way back to the group count no more. */
export const deadLetterCounts = (database: Database): Promise<readonly DeadLetterCount[]> =>
  database.query<DeadLetterCount>(
    `SELECT t.name AS topic, d.group_name AS "group", count(*)::bigint AS count
     FROM events.dead_letters d JOIN events.topics t ON t.id = d.topic_id
     WHERE d.redeliver_at IS NULL GROUP BY 1, 2 ORDER BY 1, 2 LIMIT ${MOST_GROUPS}`,
  );

/** Marks dead letters to be delivered again and rings the members of the group; a group at rest finds them when it starts. */
export async function redeliver(
  database: Database,
  topic: Topic,
  { group, ids }: { group: string; ids: readonly string[] },
): Promise<number> {
  checkCount(ids);
  const [row] = await database.query<{ count: number }>(
    `WITH marked AS (
       UPDATE events.dead_letters SET redeliver_at = now()
       WHERE topic_id = $1 AND group_name = $2 AND id = ANY($3::text[]) AND redeliver_at IS NULL RETURNING 1
     ) SELECT count(*)::bigint AS count, pg_notify('mesh_events_groups', md5($2)) FROM marked`,
    [topic.id, group, ids],
  );
  return row?.count ?? 0;
}

/** Forgets dead letters; returns how many. */
export async function dropDeadLetters(
  database: Database,
  topic: Topic,
  { group, ids }: { group: string; ids: readonly string[] },
): Promise<number> {
  checkCount(ids);
  const rows = await database.query(
    `DELETE FROM events.dead_letters
     WHERE topic_id = $1 AND group_name = $2 AND id = ANY($3::text[]) AND redeliver_at IS NULL RETURNING 1`,
    [topic.id, group, ids],
  );
  return rows.length;
}

/** Drops the letters that are past the retention of their topic, counted from their death, or of which a group has too many. */
export async function expireDeadLetters(database: Database, now: Date): Promise<void> {
  await database.query(
    `WITH ranked AS (
       SELECT d.topic_id, d.group_name, d.partition, d.log_offset,
         d.dead_at < $1::timestamptz - make_interval(secs => least(t.retention_ms / 1000.0, $2)) AS is_old,
         row_number() OVER (PARTITION BY d.topic_id, d.group_name ORDER BY d.dead_at DESC, d.partition, d.log_offset DESC) AS nth
       FROM events.dead_letters d JOIN events.topics t ON t.id = d.topic_id
     )
     DELETE FROM events.dead_letters d USING ranked r
     WHERE (r.is_old OR r.nth > $3) AND d.topic_id = r.topic_id AND d.group_name = r.group_name
       AND d.partition = r.partition AND d.log_offset = r.log_offset`,
    [now.toISOString(), LONGEST_SECONDS, MOST_LETTERS],
  );
}

function checkCount(ids: readonly string[]): void {
  if (ids.length > MAX_EVENTS) throw EventErrors.BAD_RANGE();
}

/** An event that a group gives up, and why. */
export interface Burial {
  readonly event: LoggedEvent;
  readonly cause: string;
  readonly attempts: number;
}

/** Puts events among the dead letters of a claim's group, within the transaction that moves its cursor past them. */
export async function bury(
  transaction: Database,
  { group, topic, partition }: Claim,
  burials: readonly Burial[],
): Promise<void> {
  await transaction.query(
    `INSERT INTO events.dead_letters (group_name, topic_id, partition, cause, attempts, log_offset, appended_ms,
       id, source, type, time, key, traceparent, data, extensions, schema_id)
     SELECT $1, $2::int, $3::int, cause, attempts, log_offset, appended_ms, id, source, type, time, key, traceparent, data,
       extensions, (SELECT s.id FROM events.schemas s WHERE s.uri = given.dataschema)
     FROM json_to_recordset($4::json) AS given(cause text, attempts int, log_offset bigint, appended_ms bigint,
       id text, source text, type text, time text, key text, traceparent text, data text, extensions text, dataschema text)
     ON CONFLICT (topic_id, group_name, partition, log_offset)
     DO UPDATE SET cause = excluded.cause, attempts = excluded.attempts, dead_at = now(), redeliver_at = NULL`,
    [group, topic.id, partition, JSON.stringify(burials.map(rowOf))],
  );
}

function rowOf({ event, cause, attempts }: Burial): object {
  const { offset, appendedAt, json, extensions, id, source, type, time, key, traceparent, dataschema } = event;
  return {
    ...{ cause, attempts, id, source, type, time, key, traceparent, dataschema },
    log_offset: offset,
    appended_ms: Date.parse(appendedAt),
    data: json,
    ...(extensions && { extensions: JSON.stringify(extensions) }),
  };
}
