import { CloudEvent, HTTP, type Headers } from 'cloudevents';
import type { LoggedEvent } from './event.js';

/** The event as CloudEvents 1.0 has it: the key as extension `partitionkey`, the trace as `traceparent`. */
export function toCloudEvent(event: LoggedEvent): CloudEvent<unknown> {
  return new CloudEvent({
    specversion: '1.0',
    id: event.id,
    source: event.source,
    type: event.type,
    time: event.time,
    datacontenttype: 'application/json',
    partitionkey: event.key,
    ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
    ...(event.dataschema === undefined ? {} : { dataschema: event.dataschema }),
    ...event.extensions,
    data: event.data,
  });
}

/** The event in the binary mode of the HTTP binding: attributes as `ce-` headers, the JSON as it was written as body. */
export function toBinaryMode(event: LoggedEvent): { headers: Headers; body: string } {
  return { headers: HTTP.binary(toCloudEvent(event)).headers, body: event.json };
}
