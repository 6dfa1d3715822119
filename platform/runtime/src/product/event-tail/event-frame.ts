import { toCloudEvent, type LoggedEvent } from '@mesh/events';
import { notesOf, type EventPort } from '@mesh/product';
import { withholderOf } from './personal-fields.js';

/** Writes an event as the `data:` line of a server-sent event: a CloudEvent in JSON, whole or without what is personal. */
export type EventFrames = (event: LoggedEvent, revealsPersons: boolean) => string;

/** How many frames are remembered: the events of one look at the topic, in both forms. */
const REMEMBERED = 2_000;

/** Each event is written once for all listeners who may see the same of it. */
export function eventFrames({ message, key, id, at }: EventPort): EventFrames {
  const withhold = withholderOf(message);
  const personal = (field: string) => notesOf(message).get(field)?.phi === true;
  const [keyIsPersonal, idIsPersonal, timeIsPersonal] = [personal(key), personal(id), personal(at)];
  const withoutPersons = (event: LoggedEvent): object => {
    const { partitionkey, time, ...attributes } = toCloudEvent(event).toJSON();
    return {
      ...attributes,
      ...(keyIsPersonal ? {} : { partitionkey }),
      ...(timeIsPersonal ? {} : { time }),
      ...(idIsPersonal ? { id: `${event.partition}-${event.offset}` } : {}),
      data: withhold(event.data),
    };
  };
  const written = new Map<string, string>();
  return (event, revealsPersons) => {
    const place = `${event.partition}:${event.offset}:${revealsPersons}`;
    let frame = written.get(place);
    if (frame === undefined) {
      frame = `data: ${JSON.stringify(revealsPersons ? toCloudEvent(event) : withoutPersons(event))}\n\n`;
      if (written.size >= REMEMBERED) written.clear();
      written.set(place, frame);
    }
    return frame;
  };
}
