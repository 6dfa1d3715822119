import type { EventLog } from '@mesh/events';
import { isInstant } from '@mesh/product';
import { RuntimeErrors } from '../../runtime.errors.js';
import { readPosition, type StreamPosition } from './stream-position.js';

/** What a listener asked for. */
export interface StreamAsked {
  readonly query: Readonly<Record<string, unknown>>;
  /** Where it was cut off; decides over `from`. */
  readonly lastEventId: string | readonly string[] | undefined;
}

const refuse = (pointer: string, message: string): never => {
  throw RuntimeErrors.QUERY_INVALID({ errors: [{ pointer, rule: 'query', message }] });
};

/**
 * Where a stream begins: behind `Last-Event-ID`, else at `from` (an RFC 3339 time or `earliest`), else now.
 * Throws RUNTIME.QUERY_INVALID.
 */
export async function streamStart(log: EventLog, topic: string, asked: StreamAsked): Promise<StreamPosition> {
  const { from, ...unknown } = asked.query;
  if (Object.keys(unknown).length > 0) refuse('', 'only from is known');
  const isStart = from === undefined || from === 'earliest' || isInstant(from);
  if (!isStart) return refuse('?from', 'must be earliest or an RFC 3339 time with an offset');
  const ranges = await log.ranges(topic);
  if (asked.lastEventId !== undefined) {
    const text = typeof asked.lastEventId === 'string' ? asked.lastEventId : '';
    return readPosition(text, ranges) ?? refuse('Last-Event-ID', 'must be the id of an event of this stream');
  }
  if (from === undefined) return new Map(ranges.map(({ partition, next }) => [partition, next]));
  if (from === 'earliest') return new Map(ranges.map(({ partition, earliest }) => [partition, earliest]));
  return log.offsetsAt(topic, new Date(from));
}
