import { INSTANT_PATTERN } from '../schemas/shape-schema.js';

/** What is known of every event of a topic. */
export interface EventOrigin {
  /** The one port that writes it; absent where several may. */
  readonly source?: string;
  readonly topic: string;
  /** URI of the schema of the payload; absent where writers may name another. */
  readonly schema?: string;
  /** Whether a writer may ask for a reply. */
  readonly asks?: boolean;
}

/** The headers of a message: CloudEvents 1.0 in the binary mode of the Kafka binding. */
export const cloudEventHeaders = ({ source, topic, asks = false }: EventOrigin): object => ({
  type: 'object',
  properties: {
    'content-type': { description: 'How the payload is written.', type: 'string', const: 'application/json' },
    ce_specversion: { description: 'The version of CloudEvents.', type: 'string', const: '1.0' },
    ce_id: {
      description: 'Names the event: with `ce_source`, the same event again.',
      type: 'string',
      minLength: 1,
      maxLength: 1024,
    },
    ce_source:
      source === undefined
        ? {
            description: 'Who wrote it, as a URI.',
            type: 'string',
            format: 'uri-reference',
            minLength: 1,
            maxLength: 1024,
          }
        : { description: 'The port that published it.', type: 'string', const: source },
    ce_type: { description: 'What happened: the topic.', type: 'string', const: topic },
    ce_time: {
      description: 'When the fact became true.',
      type: 'string',
      format: 'date-time',
      pattern: INSTANT_PATTERN,
    },
    ce_partitionkey: {
      description: 'The entity: its events stay in order. Also the key of the message.',
      type: 'string',
      minLength: 1,
      maxLength: 1024,
    },
    ce_dataschema: {
      description:
        'What the payload conforms to: the port and the version of its contract, as the schema registry knows it.',
      type: 'string',
      format: 'uri',
      minLength: 1,
      maxLength: 1024,
    },
    ce_traceparent: {
      description: 'The trace of the call that caused it: W3C Trace Context.',
      type: 'string',
      pattern: '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$',
    },
    ...(asks && REPLY_HEADERS),
  },
  required: ['content-type', 'ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_time', 'ce_partitionkey'],
});

/** With both, a writer asks for a reply. */
const REPLY_HEADERS = {
  ce_replyto: { description: 'The topic on which the writer waits for a reply.', type: 'string', maxLength: 1024 },
  ce_correlationid: {
    description: 'What the reply is told from others by: a text of the writer, new for each request.',
    type: 'string',
    minLength: 1,
    maxLength: 1024,
  },
};

/** The headers of one example. */
export const exampleHeaders = (
  { source, topic, schema }: EventOrigin,
  { id, time, key }: { readonly id: string; readonly time: string; readonly key: string },
): object => ({
  'content-type': 'application/json',
  ce_specversion: '1.0',
  ce_id: id,
  ce_source: source ?? 'urn:example:bracelet',
  ce_type: topic,
  ce_time: time,
  ce_partitionkey: key,
  ...(schema !== undefined && { ce_dataschema: schema }),
  ce_traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
});
