import type { LoggedEvent } from '@mesh/events';
import { checkNumbers, fieldsOf } from '../figures/window-figures.js';
import type { PlannedSource, StreamPlan } from '../plan/stream-plan.js';
import { StreamErrors } from '../streams.errors.js';
import type { Arrival, Data } from './arrival.js';

/** An event that was read and checked, before it is known where it belongs. */
export type ReadEvent = Omit<Arrival, 'key'>;

/** What a topic of the plan is to it. */
export function sourceOf(plan: StreamPlan, topic: string): PlannedSource {
  const source = plan.sources.find((planned) => planned.topic === topic);
  if (source === undefined)
    throw StreamErrors.BAD_DECLARATION({ topic, because: 'the topic is not among the sources' });
  return source;
}

/** Checks an event, reads its time, and keeps of its data what is needed. */
export function readEvent(plan: StreamPlan, event: LoggedEvent): ReadEvent {
  const source = sourceOf(plan, event.topic);
  source.check?.(event.data);
  const data = dataOf(event);
  if (plan.kind === 'windowed') checkNumbers(fieldsOf(plan.aggregates), data);
  const at = Date.parse(String(data[source.at]));
  if (!Number.isFinite(at)) throw StreamErrors.BAD_EVENT_TIME({ field: source.at });
  return {
    origin: `${event.topic}/${event.partition}`,
    side: source.side,
    at,
    // A clock that runs ahead must not close the windows of everybody else.
    clockAt: Math.min(at, Date.parse(event.appendedAt)),
    id: event.id,
    source: event.source,
    data: source.keeps === undefined ? data : only(data, source.keeps),
  };
}

/**
 * The keys of an event: of a left event all, of a right one the first that it names. Where there may be several, each
 * names its field, which keeps equal values of two fields apart. An event without any belongs nowhere.
 */
export function keysIn(fields: readonly string[], { side, data }: ReadEvent): readonly string[] {
  const named = fields.flatMap((field) => {
    const value = data[field];
    if (value === null || value === undefined || value === '') return [];
    return [fields.length > 1 ? `${field}=${String(value)}` : String(value)];
  });
  return side === 'left' ? named : named.slice(0, 1);
}

function dataOf({ data }: LoggedEvent): Data {
  if (typeof data !== 'object' || data === null) throw StreamErrors.BAD_EVENT_TIME({ field: '' });
  return data as Data;
}

function only(data: Data, fields: readonly string[]): Data {
  const kept: Record<string, unknown> = {};
  for (const field of fields) if (field in data) kept[field] = data[field];
  return kept;
}
