import type { NewEvent } from '@mesh/events';
import type { NewRecord, RecordHeader } from '../wire/record-batch.js';
import { ATTRIBUTE_PREFIX, HEADER, JSON_TYPE, SPEC_VERSION } from './header-names.js';

const bytesOf = (text: string) => Buffer.from(text, 'utf8');

const NAME = Object.fromEntries(
  Object.entries(HEADER).map(([role, name]) => [role, bytesOf(name)]),
) as unknown as Readonly<Record<keyof typeof HEADER, Buffer>>;
const SPOKEN: RecordHeader = [NAME.SPEC_VERSION, bytesOf(SPEC_VERSION)];
const CONTENT: RecordHeader = [NAME.CONTENT_TYPE, bytesOf(JSON_TYPE)];

/**
 * An event as a message of the binary mode of CloudEvents: its attributes are headers, its data is the value as plain
 * JSON text, its key is the key. The key is a header as well, so that a message says all of the event.
 */
export function recordOf(event: NewEvent, json: string): NewRecord {
  const headers: RecordHeader[] = [
    SPOKEN,
    [NAME.ID, event.id],
    [NAME.SOURCE, event.source],
    [NAME.TYPE, event.type],
    [NAME.TIME, event.time],
    CONTENT,
    [NAME.PARTITION_KEY, event.key],
  ];
  if (event.traceparent !== undefined) headers.push([NAME.TRACEPARENT, event.traceparent]);
  if (event.dataschema !== undefined) headers.push([NAME.DATA_SCHEMA, event.dataschema]);
  if (event.extensions !== undefined) {
    for (const [name, value] of Object.entries(event.extensions))
      headers.push([bytesOf(ATTRIBUTE_PREFIX + name), value]);
  }
  return { key: event.key, value: json, headers };
}
