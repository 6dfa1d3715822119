import { PURPOSES } from '@mesh/access';
import type { Components, Ref } from './components.js';

const PURPOSE = {
  name: 'mesh-purpose',
  in: 'header',
  description:
    'Why the data is used: a code of HL7 v3 PurposeOfUse, among those that the issuer has registered the caller for, or one that an agreement names. Without it the purpose of the token counts.\n\n' +
    Object.entries(PURPOSES)
      .map(([code, name]) => `- \`${code}\`: ${name}`)
      .join('\n'),
  schema: { type: 'string', enum: Object.keys(PURPOSES) },
};

const TRACEPARENT = {
  name: 'traceparent',
  in: 'header',
  description:
    'The trace that the call belongs to: W3C Trace Context. Without one that is well-formed a new trace begins.',
  schema: { type: 'string' },
  example: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
};

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Makes a repeat safe: a call with the same key and the same document gets the first answer, for 24 hours. Any visible ASCII, for example a UUID.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
};

const LAST_EVENT_ID = {
  name: 'Last-Event-ID',
  in: 'header',
  description: 'The id of the last event that was seen: the stream goes on behind it. Browsers send it by themselves.',
  schema: { type: 'string' },
};

/** The headers of every call of a port. */
export const callParameters = (components: Components): readonly Ref[] => [
  components.keep('parameters', 'Purpose', PURPOSE),
  components.keep('parameters', 'Traceparent', TRACEPARENT),
];

export const idempotencyKey = (components: Components): Ref =>
  components.keep('parameters', 'IdempotencyKey', IDEMPOTENCY_KEY);

export const lastEventId = (components: Components): Ref => components.keep('parameters', 'LastEventId', LAST_EVENT_ID);
