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
export function direct(plan: StreamPlan, events: readonly LoggedEvent[]): readonly Arrival[] {
  const arrivals: Arrival[] = [];
  for (const event of events) {
    const read = readEvent(plan, event);
    let firstKey: string | undefined;
    for (const key of keysIn(keysOf(plan), read)) {
      arrivals.push(firstKey === undefined ? { ...read, key } : { ...read, key, firstKey });
      firstKey ??= key;
    }
  }
  return arrivals;
}
