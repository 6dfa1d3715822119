import type { JsonSchema, TopicPort } from '@mesh/product';
import { examplesOf } from '../samples/examples-of.js';
import { cloudEventHeaders, exampleHeaders, type EventOrigin } from './cloud-event-headers.js';

/** A reference to the schema of the payload. */
export interface PayloadRef {
  readonly $ref: string;
}

/** The message of an event: its headers, its payload, its key. */
export function messageOf(port: TopicPort, origin: EventOrigin, payload: PayloadRef, keySchema: JsonSchema): object {
  return {
    name: port.name,
    title: port.message.name,
    summary: port.summary,
    contentType: 'application/json',
    headers: cloudEventHeaders(origin),
    payload,
    correlationId: {
      description: 'The trace of the call that caused the event.',
      location: '$message.header#/ce_traceparent',
    },
    bindings: { kafka: { key: keySchema, bindingVersion: '0.5.0' } },
    ...examplesFor(port, origin),
  };
}

function examplesFor(port: TopicPort, origin: EventOrigin): object {
  const examples = examplesOf(port.message).map((payload, index) => {
    const fields = payload as Readonly<Record<string, unknown>>;
    const [id, time, key] = [port.id, port.at, port.key].map((field) => String(fields[field])) as [
      string,
      string,
      string,
    ];
    return { name: `sample${index + 1}`, headers: exampleHeaders(origin, { id, time, key }), payload };
  });
  return examples.length === 0 ? {} : { examples };
}
