import { isUtf8 } from 'node:buffer';
import { MAX_ATTRIBUTE_LENGTH, MAX_DATA_BYTES } from '@mesh/events';
import type { RecordView } from '../wire/record-view.js';
import { Attributes } from './attributes.js';
import { SPEC_VERSION } from './header-names.js';
import { KafkaEvent, type Place } from './kafka-event.js';
import { Unreadable, type Unreadability } from './unreadable.js';

const JSON_CONTENT = /^application\/(?!cloudevents)([\w.-]+\+)?json\s*(;|$)/i;
const PLAIN_JSON = 'application/json';

/** Reads messages as events of CloudEvents' binary mode; whatever else stands in a topic becomes `Unreadable`. */
export class EventReader {
  private readonly attributes = new Attributes();

  read(place: Omit<Place, 'offset'>, record: RecordView): KafkaEvent | Unreadable {
    const wrong = this.attributesOf(record) ?? wrongValue(record);
    if (wrong !== undefined) return new Unreadable(place, record, wrong);
    const { bytes, offset, timestampMs, parts } = record;
    const { id, source, type, time, key, traceparent, dataschema, extensions } = this.attributes as KnownAttributes;
    const json = bytes.toString('utf8', parts.value.from, parts.value.to);
    try {
      const data = JSON.parse(json) as unknown;
      const content = { id, source, type, time, key, json, data, traceparent, dataschema, extensions };
      return new KafkaEvent(place, offset, timestampMs, content);
    } catch {
      // The error quotes the text.
      return new Unreadable(place, record, 'NotJson');
    }
  }

  private attributesOf(record: RecordView): Unreadability | undefined {
    if (record.isSealed) return 'UnknownCompression';
    if (record.parts.headerCount === 0) return 'NoHeaders';
    const found = this.attributes;
    found.read(record);
    if (found.specVersion === undefined || !found.id || !found.source || !found.type) return 'MissingAttribute';
    if (found.specVersion !== SPEC_VERSION) return 'WrongSpecVersion';
    if (found.contentType !== PLAIN_JSON && !JSON_CONTENT.test(found.contentType ?? '')) return 'WrongContentType';
    found.key ??= record.key?.toString('utf8');
    if (!found.key) return 'NoKey';
    const longest = Math.max(found.id.length, found.source.length, found.type.length, found.key.length);
    if (longest > MAX_ATTRIBUTE_LENGTH) return 'WrongAttribute';
    found.time ??= new Date(record.timestampMs).toISOString();
    return Number.isNaN(Date.parse(found.time)) ? 'WrongAttribute' : undefined;
  }
}

type KnownAttributes = Attributes & Readonly<Record<'id' | 'source' | 'type' | 'time' | 'key', string>>;

function wrongValue({ value }: RecordView): Unreadability | undefined {
  if (value === undefined) return 'NoValue';
  if (value.length > MAX_DATA_BYTES) return 'TooLarge';
  return isUtf8(value) ? undefined : 'NotUtf8';
}
