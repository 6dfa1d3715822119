import type { LoggedEvent, NewEvent } from '@mesh/events';
import { keysOf, type StreamPlan } from '../plan/stream-plan.js';
import type { Arrival } from './arrival.js';
import { keysIn, readEvent } from './read-arrivals.js';

/** The internal topic on which events meet that are keyed otherwise where they come from. */
export const repartitionTopic = ({ group }: StreamPlan): string => `${group}.repartition`;

/** An arrival as it stands in the internal topic; the key is that of the event. */
type Carried = Omit<Arrival, 'key'>;

/** An event under the keys by which it belongs to others, with no more of its data than is needed. */
export function repartitioned(plan: StreamPlan, event: LoggedEvent): readonly NewEvent[] {
  const read = readEvent(plan, event);
  const fields = keysOf(plan);
  return keysIn(fields, read).map(({ field, key }) => ({
    // Under several keys it is several events; the field tells them apart and keeps equal values of two fields apart.
    id: fields.length > 1 ? `${event.id}:${field}` : event.id,
    source: event.source,
    type: repartitionTopic(plan),
    time: event.time,
    key: fields.length > 1 ? `${field}=${key}` : key,
    data: read satisfies Carried,
    ...(event.traceparent !== undefined && { traceparent: event.traceparent }),
  }));
}

/** Arrivals as the internal topic brings them. */
export const carried = (events: readonly LoggedEvent[]): readonly Arrival[] =>
  events.map(({ key, data }) => ({ ...(data as Carried), key }));

/** Arrivals from topics that are keyed as the plan needs it. */
export const direct = (plan: StreamPlan, events: readonly LoggedEvent[]): readonly Arrival[] =>
  events.flatMap((event) => {
    const read = readEvent(plan, event);
    return keysIn(keysOf(plan), read).map(({ key }) => ({ ...read, key }));
  });
