import type { Database } from '@mesh/database';
import { EventErrors, MAX_EVENTS, type DeadLetter } from '@mesh/events';
import { EVENT_COLUMNS, storedEvent, type EventRow } from '../read/stored-event.js';
import type { Topic } from '../topics.js';

type DeadLetterRow = EventRow & { readonly cause: string; readonly attempts: number; readonly dead_at: Date };

/** What a group gave up, oldest first. */
export async function deadLetters(
  database: Database,
  topic: Topic,
  place: { group: string; limit: number },
): Promise<readonly DeadLetter[]> {
  if (!Number.isInteger(place.limit) || place.limit < 1 || place.limit > MAX_EVENTS) throw EventErrors.BAD_RANGE();
  const rows = await database.query<DeadLetterRow>(
    `SELECT ${EVENT_COLUMNS}, cause, attempts, dead_at FROM events.dead_letters
     WHERE topic_id = $1 AND group_name = $2 ORDER BY dead_at, partition, log_offset LIMIT $3`,
    [topic.id, place.group, place.limit],
  );
  return rows.map((row) => ({
    event: storedEvent(topic.name, row),
    cause: row.cause,
    attempts: row.attempts,
    deadAt: row.dead_at.toISOString(),
  }));
}

/** Says of a failure its class and, where it has one, its code; never its message, which may quote the event. */
export function causeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const { name, code } = error as { name?: unknown; code?: unknown };
  const word = (value: unknown) =>
    typeof value === 'string' && /^[A-Za-z][\w.-]{0,99}$/.test(value) ? value : undefined;
  return [word(code), word(name) ?? 'Error'].filter((part) => part !== undefined).join(' ');
}
