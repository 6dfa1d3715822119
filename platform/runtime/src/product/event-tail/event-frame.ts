import { toCloudEvent, type LoggedEvent } from '@mesh/events';
import { notesOf, type EventPort } from '@mesh/product';
import { withholderOf } from './personal-fields.js';

/** Writes an event as the `data:` line of a server-sent event: a CloudEvent in JSON, whole or without what is personal. */
export type EventFrames = (event: LoggedEvent, revealsPersons: boolean) => string;

/** How many characters of frames are remembered for a port: a look at its topic, as long as its events are not large. */
const REMEMBERED_CHARACTERS = 4_194_304;

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
  let characters = 0;
  return (event, revealsPersons) => {
    const place = `${event.partition}:${event.offset}:${revealsPersons}`;
    let frame = written.get(place);
    if (frame === undefined) {
      frame = `data: ${JSON.stringify(revealsPersons ? toCloudEvent(event) : withoutPersons(event))}\n\n`;
      if (characters + frame.length > REMEMBERED_CHARACTERS) {
        written.clear();
        characters = 0;
      }
      characters += frame.length;
      written.set(place, frame);
    }
    return frame;
  };
}
