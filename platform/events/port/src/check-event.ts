import type { MeshError } from '@mesh/product';
import type { NewEvent } from './event.js';
import { EventErrors } from './errors.js';
import { MAX_ATTRIBUTE_LENGTH, MAX_DATA_BYTES, MAX_EXTENSIONS } from './limits.js';

const RFC_3339 =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
/** RFC 3986: no spaces, no controls, none of `"<>\^` or backquote and braces. */
const URI_REFERENCE = /^[^\s"<>\\^`{|}\u0000-\u001f\u007f]+$/;
/** A scheme, then what a URI reference may have. */
const ABSOLUTE_URI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s"<>\\^`{|}\u0000-\u001f\u007f]+$/;
/** CloudEvents 1.0, naming of attributes: small letters and digits, best no more than 20. */
const EXTENSION_NAME = /^[a-z0-9]{1,20}$/;
/** Attributes with a place of their own, and the member that holds the data. */
const ATTRIBUTES: ReadonlySet<string> = new Set([
  ...['specversion', 'id', 'source', 'type', 'time', 'subject', 'datacontenttype', 'dataschema', 'data'],
  ...['partitionkey', 'traceparent'],
]);

/** Checks an event against CloudEvents 1.0 and the limits of the log, and gives its data as JSON text. */
export function jsonOfChecked(event: NewEvent): string {
  checkText(event.id, 'id');
  checkText(event.source, 'source');
  checkText(event.type, 'type');
  checkText(event.key, 'key');
  if (!URI_REFERENCE.test(event.source)) throw badEvent('source', 'uri-reference', 'is not a URI reference');
  if (typeof event.time !== 'string' || !isRfc3339(event.time))
    throw badEvent('time', 'date-time', 'is not an RFC 3339 time');
  if (event.traceparent !== undefined && !TRACEPARENT.test(event.traceparent)) {
    throw badEvent('traceparent', 'traceparent', 'is not a W3C traceparent');
  }
  if (event.dataschema !== undefined) checkSchema(event.dataschema);
  if (event.extensions !== undefined) checkExtensions(event.extensions);
  const json = stringify(event.data);
  // Three bytes are the most that one UTF-16 unit takes, so that most texts need no count.
  if (json.length * 3 > MAX_DATA_BYTES && Buffer.byteLength(json) > MAX_DATA_BYTES) throw EventErrors.EVENT_TOO_LARGE();
  return json;
}

function checkSchema(uri: string): void {
  checkText(uri, 'dataschema');
  if (!ABSOLUTE_URI.test(uri)) throw badEvent('dataschema', 'uri', 'is not an absolute URI');
}

function checkExtensions(extensions: Readonly<Record<string, string>>): void {
  const entries = Object.entries(extensions);
  if (entries.length > MAX_EXTENSIONS) throw badEvent('extensions', 'maxProperties', `are more than ${MAX_EXTENSIONS}`);
  for (const [name, value] of entries) {
    // A name may be anything a caller sent, so it is not told.
    if (!EXTENSION_NAME.test(name) || ATTRIBUTES.has(name))
      throw badEvent(
        'extensions',
        'propertyNames',
        'have a name that CloudEvents does not allow or the log uses itself',
      );
    checkText(value, 'extensions');
  }
}

function checkText(value: unknown, name: string): void {
  if (typeof value !== 'string' || value.length === 0) throw badEvent(name, 'required', 'is missing');
  if (value.length > MAX_ATTRIBUTE_LENGTH)
    throw badEvent(name, 'maxLength', `is longer than ${MAX_ATTRIBUTE_LENGTH} characters`);
  if (value.includes('\0')) throw badEvent(name, 'format', 'contains a NUL character');
}

function isRfc3339(time: string): boolean {
  if (!RFC_3339.test(time)) return false;
  const day = Number(time.slice(8, 10));
  return day <= 28 || day <= new Date(Date.UTC(Number(time.slice(0, 4)), Number(time.slice(5, 7)), 0)).getUTCDate();
}

function stringify(data: unknown): string {
  let json: string | undefined;
  try {
    json = JSON.stringify(data) as string | undefined;
  } catch {
    // The cause may quote the data, so it goes no further.
  }
  if (json === undefined) throw badEvent('data', 'json', 'is not a JSON value');
  return json;
}

const badEvent = (name: string, rule: string, message: string): MeshError =>
  EventErrors.BAD_EVENT({ errors: [{ pointer: `/${name}`, rule, message }] });
