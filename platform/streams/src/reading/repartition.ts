import type { LoggedEvent, NewEvent } from '@mesh/events';
import { keysOf, type StreamPlan } from '../plan/stream-plan.js';
import type { Arrival } from './arrival.js';
import { keysIn, readEvent } from './read-arrivals.js';

/** The internal topic to which events go that are keyed otherwise where they come from. */
export const repartitionTopic = ({ group }: StreamPlan): string => `${group}.repartition`;

/** An arrival as it stands in the internal topic; the key is that of the event. */
type Carried = Omit<Arrival, 'key'>;

/** An event under the key by which it belongs to others, with no more of its data than is needed. */
export function repartitioned(plan: StreamPlan, event: LoggedEvent): readonly NewEvent[] {
  const read = readEvent(plan, event);
  return keysIn(keysOf(plan), read).map((key) => ({
    id: event.id,
    source: event.source,
    type: repartitionTopic(plan),
    time: event.time,
    key,
    data: read satisfies Carried,
    ...(event.traceparent !== undefined && { traceparent: event.traceparent }),
  }));
}

/** Arrivals as the internal topic brings them. */
export const carried = (events: readonly LoggedEvent[]): readonly Arrival[] =>
  events.map(({ key, data }) => ({ ...(data as Carried), key }));

/** Arrivals from the sources themselves: an event under several keys is several. */
export const direct = (plan: StreamPlan, events: readonly LoggedEvent[]): readonly Arrival[] =>
  events.flatMap((event) => {
    const read = readEvent(plan, event);
    const keys = keysIn(keysOf(plan), read);
    return keys.map((key, nth) => ({ ...read, key, ...(nth > 0 && { firstKey: keys[0] as string }) }));
  });
