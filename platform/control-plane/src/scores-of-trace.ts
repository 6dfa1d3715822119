import type { EventLog, LoggedEvent } from '@mesh/events';

/** A call, by its trace and about when it was decided. */
export interface TracedCall {
  readonly traceId: string;
  readonly near: Date;
}

/** Clocks differ a little; a score is appended within the deadline of its call. */
const BEFORE_MS = 2_000;
const AFTER_MS = 15_000;
const EVENTS_A_READ = 1_000;
/** So many events of a partition are looked at, so that a question costs a bounded time on a busy topic. */
const MOST_EVENTS = 20_000;

/** The events of a topic that one call caused, looked for where the log stood when it was decided. */
export async function eventsOfTrace(
  log: EventLog,
  topic: string,
  { traceId, near }: TracedCall,
): Promise<readonly LoggedEvent[]> {
  const offsets = await log.offsetsAt(topic, new Date(near.getTime() - BEFORE_MS));
  const end = new Date(near.getTime() + AFTER_MS).toISOString();
  const found: LoggedEvent[] = [];
  for (const [partition, first] of offsets) {
    let offset = first;
    while (offset < first + MOST_EVENTS) {
      const events = await log.read(topic, partition, offset, EVENTS_A_READ);
      const inTime = events.filter(({ appendedAt }) => appendedAt <= end);
      found.push(...inTime.filter(({ traceparent }) => traceparent?.split('-')[1] === traceId));
      const last = events.at(-1);
      if (last === undefined || inTime.length < events.length || events.length < EVENTS_A_READ) break;
      offset = last.offset + 1;
    }
  }
  return found;
}
